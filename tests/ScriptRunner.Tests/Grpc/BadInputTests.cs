using Flux.Contracts.Script.V1;
using Flux.Hosting;
using Flux.ScriptRunner.Tests.Fixtures;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Flux.ScriptRunner.Tests.Grpc;

/// <summary>Whatever comes in has a status and a message, and the next run is clean.</summary>
public sealed class BadInputTests(ScriptServer server) : IClassFixture<ScriptServer>
{
    private static readonly Limits Short = new() { Wall = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)), Cpu = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)) };

    public static TheoryData<string, string, string> Requests => new()
    {
        { new string('#', (1 << 20) + 1), "{}", "source: has 1048577 bytes; at most 1048576 are allowed" },
        { "", "", "" },
        { "", "[]", "inputs_json: must be a JSON object" },
        { "", "{", "inputs_json: is not valid JSON (line 1, byte 2)" },
        { "", "{\"a\":\"\\ud800\"}", "inputs_json: has a lone surrogate in a string, which is no valid Unicode" },
        { "", "{\"a\":" + new string('[', 80) + new string(']', 80) + "}", "inputs_json: is nested deeper than 64 levels" },
        { "", "{\"a\":" + new string('[', 100_000) + new string(']', 100_000) + "}", "inputs_json: is nested deeper than 64 levels" },
        { "", "{\"a\":" + new string('9', 5000) + "}", "inputs_json: has a number of more than 4300 digits" },
        { "", "{\"a\":\"\0\"}", "inputs_json: is not valid JSON (line 1, byte 7)" },
        { "", "\uFEFF{}", "inputs_json: is not valid JSON (line 1, byte 1)" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Request_Bad_IsInvalidArgumentThatSaysWhatToDo(string source, string inputs, string message)
    {
        if (message.Length > 0)
        {
            var error = await Assert.ThrowsAsync<RpcException>(async () => await server.Client.RunAsync(new RunRequest { Source = source, InputsJson = inputs }));
            var violation = Assert.Single(error.GetViolations());
            Assert.Equal((StatusCode.InvalidArgument, message), (error.StatusCode, $"{violation.Field}: {violation.Description}"));
        }
        await NextIsCleanAsync();
    }

    [Theory]
    [InlineData("x = 1\0", "SYNTAX_ERROR", "null bytes")]
    [InlineData("x = '\uFFFF\uFFFE'; y = \u2028", "SYNTAX_ERROR", "invalid non-printable character U+2028")]
    [InlineData("made = '\\ud800'", "OUTPUT_NOT_JSON", "not valid Unicode (lone surrogate)")]
    [InlineData("made = []\nfor _ in range(100): made = [made]", "OUTPUT_NOT_JSON", "nested deeper than")]
    [InlineData("made = []\nfor _ in range(100000): made = [made]", "OUTPUT_NOT_JSON", "nested deeper than")]
    [InlineData("import sys; sys.set_int_max_str_digits(0)\nmade = 10 ** 5000", "OUTPUT_NOT_JSON", "a number of more than 4300 digits")]
    [InlineData("while True: print('x' * 100000)", "STDOUT_EXCEEDED", "printed or logged more than 1048576 bytes")]
    [InlineData("import os\nos.write(3, b'Z\\0\\0\\0\\0')\nwhile True: pass", "INTERPRETER_CRASHED", "spoke to the runner past its Python names (unexpected frame 0x5a)")]
    [InlineData("import os\nos.write(3, b'R\\xff\\xff\\xff\\x7f')\nwhile True: pass", "RESULT_EXCEEDED", "the result is larger than 8388608 bytes")]
    [InlineData("import os\nwhile True: os.write(3, b'O\\0\\0\\0\\0')", "INTERPRETER_CRASHED", "output without text")]
    [InlineData("import os\nos.write(3, b'U\\3\\0\\0\\0' + b'1 1' + b'U\\3\\0\\0\\0' + b'1 1')\nwhile True: pass", "INTERPRETER_CRASHED", "a second report of usage")]
    [InlineData("import os; os._exit(5)", "EXITED", "ended the interpreter with exit code 5 before its outputs were taken")]
    [InlineData("import ctypes; ctypes.string_at(0)", "INTERPRETER_CRASHED", "crashed (SIGSEGV)")]
    [InlineData("import ctypes; ctypes.CDLL(None).ptrace(0, 0, 0, 0)", "INTERPRETER_CRASHED", "a system call that the sandbox forbids")]
    [InlineData("import time; time.sleep(60)", "WALL_TIME_EXCEEDED", "ran longer than 1 s")]
    public async Task Script_Bad_FailsWithReasonAndMessage(string source, string reason, string message)
    {
        var response = await server.Client.RunAsync(new RunRequest { Source = source, Limits = Short });
        Assert.Equal(reason, response.Failed?.Failure.Reason);
        Assert.Contains(message, response.Failed!.Failure.Message);
        await NextIsCleanAsync();
    }

    [Fact]
    public async Task Source_OfOneMegabyte_Runs()
    {
        var response = await server.Client.RunAsync(new RunRequest { Source = "a = 1\n" + new string('#', (1 << 20) - 6) });
        Assert.Equal("""{"outputs":{"a":1}}""", response.Completed?.OutputsJson);
    }

    // Asks, and does not read the answer, which is larger than what a socket holds.
    [Fact]
    public async Task Script_NeverReads_IsEndedByItsClock()
    {
        using var call = server.Client.Execute();
        const string Source = """
            import os
            body = b'{"function":"run_task","arguments":{}}'
            os.write(3, b'C' + len(body).to_bytes(4, 'little') + body)
            time.sleep(60)
            """;
        await call.RequestStream.WriteAsync(new ExecuteRequest { Start = new Start { Kind = ScriptKind.FlowSerial, Source = Source, Limits = Short } });
        Assert.True(await call.ResponseStream.MoveNext(default));
        await call.RequestStream.WriteAsync(
            new ExecuteRequest { CallResult = new CallResult { CallId = call.ResponseStream.Current.Call.CallId, ValueJson = $"\"{new string('x', 3 << 20)}\"" } });
        Assert.True(await call.ResponseStream.MoveNext(default));
        Assert.Equal("WALL_TIME_EXCEEDED", call.ResponseStream.Current.Failed?.Failure.Reason);
        await NextIsCleanAsync();
    }

    // Logs without end to a client that does not look until the script must be over.
    [Fact]
    public async Task Client_NeverReads_ScriptIsEndedAllTheSame()
    {
        using var call = server.Client.Execute();
        var limits = new Limits { Wall = Short.Wall, StdoutBytes = 16 << 20 };
        await call.RequestStream.WriteAsync(
            new ExecuteRequest { Start = new Start { Kind = ScriptKind.Management, Source = "while True: log_message('info', 'x' * 8000)", Limits = limits } });
        await NextIsCleanAsync();
        ExecuteResponse? last = null;
        while (await call.ResponseStream.MoveNext(default))
            last = call.ResponseStream.Current;
        Assert.Contains(last!.Failed?.Failure.Reason, new[] { "WALL_TIME_EXCEEDED", "STDOUT_EXCEEDED" });
    }

    private async Task NextIsCleanAsync()
    {
        var response = await server.Client.RunAsync(new RunRequest { Source = "b = a + 1\nprint(b)", InputsJson = """{"a": 1}""" });
        Assert.Equal(("""{"outputs":{"b":2}}""", "2\n"), (response.Completed?.OutputsJson, response.Completed?.Stdout));
    }
}
