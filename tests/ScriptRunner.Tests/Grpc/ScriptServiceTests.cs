using Flux.Contracts.Script.V1;
using Flux.ScriptRunner.Tests.Fixtures;
using Grpc.Core;

namespace Flux.ScriptRunner.Tests.Grpc;

public sealed class ScriptServiceTests(ScriptServer server) : IClassFixture<ScriptServer>
{
    private static ExecuteRequest Start(ScriptKind kind, string source, string inputs = "{}") =>
        new() { Start = new Start { Kind = kind, Source = source, InputsJson = inputs, Name = "task t / script" } };

    private async Task<List<ExecuteResponse>> ExecuteAsync(ExecuteRequest start, Func<Call, CallResult>? answer = null)
    {
        using var call = server.Client.Execute();
        await call.RequestStream.WriteAsync(start);
        var all = new List<ExecuteResponse>();
        while (await call.ResponseStream.MoveNext(default))
        {
            all.Add(call.ResponseStream.Current);
            if (call.ResponseStream.Current.Call is { } asked)
                await call.RequestStream.WriteAsync(new ExecuteRequest { CallResult = answer!(asked) });
        }
        return all;
    }

    [Fact]
    public async Task Execute_Management_Completes()
    {
        var end = Assert.Single(await ExecuteAsync(Start(ScriptKind.Management, "context['a'] = 2 ** 53 + 1\nprint('hi')", """{"context": {"f": 1.0}}""")));
        Assert.Equal("""{"context":{"f":1.0,"a":9007199254740993}}""", end.Completed.OutputsJson);
        Assert.Equal("hi\n", end.Completed.Stdout);
        Assert.True(end.Completed.Usage.MaxMemoryBytes > 1 << 20);
    }

    [Fact]
    public async Task Execute_CallsAndLogs_ComeOutInOrder()
    {
        var all = await ExecuteAsync(
            Start(ScriptKind.FlowSerial, "r = run_task(id=3)\npause(0, 'half')\nr = run_task(id=4)\naction_status = r['status']"),
            call => new CallResult { CallId = call.CallId, ValueJson = """{"status": "OK"}""" });
        Assert.Equal(
            [ExecuteResponse.MessageOneofCase.Call, ExecuteResponse.MessageOneofCase.Log, ExecuteResponse.MessageOneofCase.Call, ExecuteResponse.MessageOneofCase.Completed],
            all.Select(m => m.MessageCase));
        Assert.Equal((1L, "run_task"), (all[0].Call.CallId, all[0].Call.Function));
        Assert.Equal(3, all[^1].Completed.Usage.Calls);
    }

    [Fact]
    public async Task Execute_CallError_RaisesInTheScript()
    {
        var all = await ExecuteAsync(
            Start(ScriptKind.FlowSerial, "try:\n  run_task(id=9)\nexcept LookupError as e:\n  action_info = str(e)"),
            call => new CallResult { CallId = call.CallId, Error = new CallError { Type = "LookupError", Message = "no task 9" } });
        Assert.Equal("""{"action_status":null,"action_info":"no task 9"}""", all[^1].Completed.OutputsJson);
    }

    [Fact]
    public async Task Execute_ScriptFails_FailedIsTheLastMessage()
    {
        var failed = Assert.Single(await ExecuteAsync(Start(ScriptKind.Management, "print(1)\n1/0"))).Failed;
        Assert.Equal(("SCRIPT_EXCEPTION", "task t / script", 2), (failed.Failure.Reason, failed.Failure.SourceName, failed.Failure.Line));
        Assert.Equal("1\n", failed.Stdout);
    }

    [Fact]
    public async Task Execute_ClientCancels_ScriptEnds()
    {
        using var cancel = new CancellationTokenSource();
        using var call = server.Client.Execute(cancellationToken: cancel.Token);
        await call.RequestStream.WriteAsync(Start(ScriptKind.Management, "wait_for_connect()"));
        Assert.True(await call.ResponseStream.MoveNext(default));
        await cancel.CancelAsync();
        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(default));
        Assert.Equal(StatusCode.Cancelled, error.StatusCode);
    }

    [Fact]
    public async Task Run_Free_GivesItsNames()
    {
        var response = await server.Client.RunAsync(new RunRequest { Source = "b = a * 2", InputsJson = """{"a": 21}""" });
        Assert.Equal("""{"outputs":{"b":42}}""", response.Completed.OutputsJson);
    }

    [Fact]
    public async Task RenderTemplates_Two_GivesTwoTexts()
    {
        var request = new RenderTemplatesRequest { ContextJson = """{"a": "<b>"}""" };
        request.Templates.Add(new Template { Name = "s", Source = "{{ a }}" });
        request.Templates.Add(new Template { Name = "h", Source = "{{ a }}", Autoescape = true });
        Assert.Equal(["<b>", "&lt;b&gt;"], (await server.Client.RenderTemplatesAsync(request)).Texts);
    }

    [Theory]
    [InlineData(ScriptKind.Management, "context['a'] = nope", 1, 16, "the name 'nope' is not defined")]
    [InlineData(ScriptKind.Management, "run_task(id=1)", 1, 1, "the name 'run_task' is not defined")]
    [InlineData(ScriptKind.Condition, "x = 1", 1, 1, "condition is never assigned")]
    [InlineData(ScriptKind.Condition, "condition = flow_context[previous]['id'] == 1", 1, 13, "previous is -1")]
    [InlineData(ScriptKind.Processing, "x = data", 1, 1, "writes neither settings nor context")]
    public async Task Check_Doubtful_WarnsWithPosition(ScriptKind kind, string source, int line, int column, string message)
    {
        var warning = Assert.Single((await server.Client.CheckAsync(new CheckRequest { Kind = kind, Source = source })).Warnings);
        Assert.Equal((line, column), (warning.Line, warning.Column));
        Assert.Contains(message, warning.Message);
    }

    [Theory]
    [InlineData(ScriptKind.Management, "for i in range(3):\n  context[str(i)] = [j for j in range(i)]")]
    [InlineData(ScriptKind.Management, "import os.path as p\ntry:\n  pass\nexcept ValueError as e:\n  log_message('info', str(e) + p.sep)")]
    [InlineData(ScriptKind.Condition, "condition = (lambda a, *b, c=1, **d: a)(True)")]
    public async Task Check_Good_HasNoWarnings(ScriptKind kind, string source)
    {
        var response = await server.Client.CheckAsync(new CheckRequest { Kind = kind, Source = source });
        Assert.Null(response.Failure);
        Assert.Empty(response.Warnings);
    }

    [Fact]
    public async Task Check_TooLargeToLookAt_SaysThatItCompiles()
    {
        var source = string.Concat(Enumerable.Repeat("@a\n", 300_000)) + "def f(): pass";
        var response = await server.Client.CheckAsync(new CheckRequest { Kind = ScriptKind.Processing, Source = source });
        Assert.Null(response.Failure);
        Assert.Contains("too large", Assert.Single(response.Warnings).Message);
    }

    [Fact]
    public async Task Check_UnknownNamesWithoutEnd_TellsTheFirstThousand()
    {
        var response = await server.Client.CheckAsync(new CheckRequest { Kind = ScriptKind.Management, Source = string.Join('\n', Enumerable.Range(1, 20_000).Select(n => $"n{n}")) });
        Assert.Null(response.Failure);
        Assert.Equal((1000, 1000), (response.Warnings.Count, response.Warnings[^1].Line));
    }

    [Fact]
    public async Task Check_SyntaxError_IsAFailureWithPosition()
    {
        var response = await server.Client.CheckAsync(new CheckRequest { Kind = ScriptKind.Management, Source = "x =", Name = "s" });
        Assert.Equal(("SYNTAX_ERROR", "s", 1, 4), (response.Failure.Reason, response.Failure.SourceName, response.Failure.Line, response.Failure.Column));
    }
}
