using Flux.Contracts.Script.V1;
using Flux.ScriptRunner.Execution;
using Flux.ScriptRunner.Tests.Fixtures;

namespace Flux.ScriptRunner.Tests.Failures;

[Collection(SharedSandbox.Name)]
public sealed class FailureTests(SandboxFixture sandbox)
{
    private async Task<Contracts.Common.V1.Failure> FailAsync(string reason, string source, ScriptLimits? limits = null) =>
        OutcomeAssert.Failed(reason, await sandbox.RunAsync(ScriptKind.Management, source, limits: limits));

    [Theory]
    [InlineData("x = 1\nif x\n  pass", "SyntaxError", 2, 5, "if x")]
    [InlineData("def f():\nreturn 1", "IndentationError", 2, 1, "return 1")]
    [InlineData("x = (1,\n", "SyntaxError", 1, 5, "x = (1,")]
    [InlineData("  x = 1", "IndentationError", 1, 2, "  x = 1")]
    [InlineData("x = 'é' +* 2", "SyntaxError", 1, 10, "x = 'é' +* 2")]
    [InlineData("return 1", "SyntaxError", 1, 1, "return 1")]
    public async Task Syntax_Error_HasItsPlace(string source, string type, int line, int column, string text)
    {
        var failure = await FailAsync("SYNTAX_ERROR", source);
        Assert.Equal((type, "test", line, column, text), (failure.Type, failure.SourceName, failure.Line, failure.Column, failure.SourceLine));
    }

    [Fact]
    public async Task Syntax_NullByte_IsASyntaxError() => Assert.Contains("null", (await FailAsync("SYNTAX_ERROR", "x = 1\0")).Message);

    [Fact]
    public async Task Syntax_NestedTooDeeply_IsASyntaxError() => await FailAsync("SYNTAX_ERROR", "x = " + new string('(', 5000) + new string(')', 5000));

    // The parser calls both a MemoryError.
    [Theory]
    [InlineData("x = 1", "x = ", "-", "1", 50_000, "SYNTAX_ERROR", "the code is nested too deeply")]
    [InlineData("x = 1", "x = [", "1,", "]", 400_000, "MEMORY_EXCEEDED", "compiling the script used up its memory")]
    [InlineData("x = 'current.a'", "x = [", "1,", "]", 400_000, "MEMORY_EXCEEDED", "compiling the script used up its memory")]
    public async Task Syntax_TooMuchForTheCompiler_SaysOfWhat(string first, string before, string piece, string after, int count, string reason, string message)
    {
        var source = $"{first}\n{before}{string.Concat(Enumerable.Repeat(piece, count))}{after}";
        var outcome = await sandbox.RunAsync(ScriptKind.Condition, source, limits: new ScriptLimits { Memory = 64 << 20 });
        Assert.Equal(message, OutcomeAssert.Failed(reason, outcome).Message);
    }

    [Theory]
    [InlineData("x = 1\ny = x / 0", "ZeroDivisionError", "division by zero", 2, 5)]
    [InlineData("é = {}; é['k']", "KeyError", "key 'k' is not there", 1, 9)]
    [InlineData("raise ValueError('bad')", "ValueError", "bad", 1, 1)]
    [InlineData("nope", "NameError", "name 'nope' is not defined", 1, 1)]
    [InlineData("import nope", "ModuleNotFoundError", "No module named 'nope'", 1, 1)]
    [InlineData("assert 1 == 2, 'no'", "AssertionError", "no", 1, 8)]
    [InlineData("raise KeyboardInterrupt", "KeyboardInterrupt", "", 1, 1)]
    [InlineData("import mmap", "ImportError", "mmap is native code that is not loaded at the start, and the sandbox loads no more of it", 1, 1)]
    [InlineData("class S(str):\n  def encode(self, *a): raise SystemExit(5)\nclass E(Exception):\n  def __str__(self): return S('x')\nraise E", "E", "x", 5, 1)]
    [InlineData("class E(Exception):\n  def __str__(self): raise E\nraise E", "E", "(the exception's own text failed)", 3, 1)]
    public async Task Exception_Uncaught_HasTypeMessageAndPlace(string source, string type, string message, int line, int column)
    {
        var failure = await FailAsync("SCRIPT_EXCEPTION", source);
        Assert.Equal((type, message, line, column), (failure.Type, failure.Message, failure.Line, failure.Column));
    }

    [Fact]
    public async Task Exception_InFunctions_TracebackHasTheAuthorsFramesOnly()
    {
        var failure = await FailAsync("SCRIPT_EXCEPTION", "def f(x):\n    return json.loads(x)\n\ndef g():\n    return f('{')\n\ng()");
        Assert.Equal(
            """
              File "test", line 7, in <module>
                g()
              File "test", line 5, in g
                return f('{')
              File "test", line 2, in f
                return json.loads(x)
            """.ReplaceLineEndings("\n"), failure.Traceback);
        Assert.Equal(("JSONDecodeError", 2, 12), (failure.Type, failure.Line, failure.Column));
    }

    [Fact]
    public async Task Exception_InDeepRecursion_TracebackIsShort()
    {
        var failure = await FailAsync("SCRIPT_EXCEPTION", "def f(n): return f(n + 1)\nf(0)");
        Assert.Equal("RecursionError", failure.Type);
        Assert.True(failure.Traceback.Split('\n').Length < 100, failure.Traceback);
    }

    [Fact]
    public async Task Exception_LoneSurrogateInMessage_IsEscaped() => Assert.Equal(@"\ud800", (await FailAsync("SCRIPT_EXCEPTION", "raise ValueError('\\ud800')")).Message);

    [Theory]
    [InlineData("raise ValueError('\\U0001F600' * 100000)", "ValueError")]
    [InlineData("def f(n):\n  '😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀'; f(n + 1)\nf(0)", "RecursionError")]
    public async Task Exception_WithOddText_IsToldAllTheSame(string source, string type) => Assert.Equal(type, (await FailAsync("SCRIPT_EXCEPTION", source)).Type);

    [Theory]
    [InlineData("import sys; sys.exit(3)")]
    [InlineData("raise SystemExit('bye')")]
    public async Task Exit_WithACode_IsExited(string source) => await FailAsync("EXITED", source);

    [Fact]
    public async Task Exit_WithoutCode_EndsWell() => OutcomeAssert.Result(
        """{"context":{"a":1}}""", await sandbox.RunAsync(ScriptKind.Management, "import sys\ncontext['a'] = 1\nsys.exit()\ncontext['b'] = 2"));

    [Theory]
    [InlineData("context['when'] = time.struct_time", "context[\"when\"]: type is not JSON")]
    [InlineData("import datetime; context['a'] = [1, {'b': datetime.datetime(2026, 1, 1)}]", "context[\"a\"][1][\"b\"]: datetime is not JSON; use .isoformat()")]
    [InlineData("context['a'] = float('nan')", "context[\"a\"]: nan is not JSON; use None")]
    [InlineData("context['a'] = 1e999", "context[\"a\"]: inf is not JSON; use None")]
    [InlineData("context['a'] = b'x'", "context[\"a\"]: bytes is not JSON; use .decode()")]
    [InlineData("context['a'] = {1, 2}", "context[\"a\"]: set is not JSON; use sorted(...)")]
    [InlineData("context[(1, 2)] = 1", "context: a key is a tuple; JSON keys are strings")]
    [InlineData("context['a'] = '\\ud800'", "context[\"a\"]: not valid Unicode (lone surrogate)")]
    [InlineData("context['a'] = context", "context[\"a\"]: refers to itself")]
    [InlineData("context['a'] = 10 ** 5000", "context[\"a\"]: an integer of more than 4300 digits is not JSON here")]
    [InlineData("context['a'] = element", "context[\"a\"]: PublicElement is not JSON; use element['name'] and so on")]
    [InlineData("context = [1]", "context must be a dict, not list")]
    [InlineData("for i in range(70): context = {'a': context}", "nested deeper than")]
    [InlineData("for i in range(5000): context = {'a': context}", "nested deeper than")]
    public async Task Output_NotJson_NamesThePath(string source, string message) => Assert.Contains(message, (await FailAsync("OUTPUT_NOT_JSON", source)).Message);

    [Fact]
    public async Task Wall_Exceeded_HasItsOwnReason() =>
        await FailAsync("WALL_TIME_EXCEEDED", "time.sleep(60)", new ScriptLimits { Wall = TimeSpan.FromSeconds(1) });

    [Fact]
    public async Task Cpu_Exceeded_HasItsOwnReason() => await FailAsync("CPU_TIME_EXCEEDED", "while True: pass", new ScriptLimits { Cpu = TimeSpan.FromSeconds(1) });

    [Fact]
    public async Task Cpu_SignalIgnored_StillEnds() => await FailAsync(
        "CPU_TIME_EXCEEDED", "import signal\nsignal.signal(signal.SIGXCPU, signal.SIG_IGN)\nwhile True: pass", new ScriptLimits { Cpu = TimeSpan.FromSeconds(1) });

    [Theory]
    [InlineData("x = bytearray(1 << 30)")]
    [InlineData("x = []\nwhile True: x.append('x' * 100000)")]
    public async Task Memory_Exceeded_HasItsOwnReason(string source) => await FailAsync("MEMORY_EXCEEDED", source);

    [Fact]
    public async Task Memory_LoweredForTheRun_IsEnforced() =>
        await FailAsync("MEMORY_EXCEEDED", "x = bytearray(100 << 20)", new ScriptLimits { Memory = 64 << 20 });

    [Theory]
    [InlineData("while True: print('x' * 1000)")]
    [InlineData("print('x' * (3 << 20))")]
    [InlineData("while True: log_message('info', 'x' * 1000)")]
    public async Task Stdout_Exceeded_HasItsOwnReason(string source) => await FailAsync("STDOUT_EXCEEDED", source);

    [Fact]
    public async Task Stdout_Exceeded_KeepsWhatWasBelowTheCap()
    {
        var outcome = await sandbox.RunAsync(ScriptKind.Management, "while True: print('0123456789')", limits: new ScriptLimits { Stdout = 1000 });
        Assert.Equal(1000, outcome.Stdout.Length);
    }

    [Fact]
    public async Task Result_Exceeded_HasItsOwnReason() => await FailAsync("RESULT_EXCEEDED", "context['a'] = 'x' * (9 << 20)");

    [Fact]
    public async Task Calls_Exceeded_HasItsOwnReason() =>
        await FailAsync("CALLS_EXCEEDED", "while True: wait_for_connect()", new ScriptLimits { Calls = 10 });

    [Theory]
    [InlineData("import os; os._exit(0)", "EXITED")]
    [InlineData("import os; os._exit(7)", "EXITED")]
    [InlineData("import ctypes; ctypes.string_at(0)", "INTERPRETER_CRASHED")]
    [InlineData("import os; os.abort()", "INTERPRETER_CRASHED")]
    [InlineData("import os; os.close(3)\nwhile True: pass", "INTERPRETER_CRASHED")]
    [InlineData("import os; os.close(3)", "INTERPRETER_CRASHED")]
    [InlineData("from fluxbox import failures\nfailures.record = None\n1 / 0", "INTERPRETER_CRASHED")]
    public async Task Interpreter_Gone_SaysHow(string source, string reason) => await FailAsync(reason, source);

    [Fact]
    public async Task Failure_AfterPrinting_KeepsTheOutput()
    {
        var outcome = await sandbox.RunAsync(ScriptKind.Management, "print('before')\nimport sys\nprint('err', file=sys.stderr)\n1/0");
        Assert.Equal("before\nerr\n", outcome.Stdout);
    }

    [Fact]
    public async Task Cancelled_Run_ThrowsAndKillsTheChild()
    {
        using var source = new CancellationTokenSource();
        var host = new RecordingHost((_, _) =>
        {
            source.Cancel();
            return CallAnswer.Value("true");
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => sandbox.RunAsync(ScriptKind.Management, "wait_for_connect()\nwhile True: pass", host: host, cancellationToken: source.Token));
    }
}
