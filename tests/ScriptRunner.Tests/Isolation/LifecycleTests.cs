using System.Diagnostics;
using System.Net.Sockets;
using Flux.Contracts.Script.V1;
using Flux.ScriptRunner.Execution;
using Flux.ScriptRunner.Sandbox;
using Flux.ScriptRunner.Sandbox.Zygotes;
using Flux.ScriptRunner.Tests.Fixtures;

namespace Flux.ScriptRunner.Tests.Isolation;

/// <summary>Zygotes and children over time: replaced, killed, stopped, and nothing left behind.</summary>
public sealed class LifecycleTests
{
    private static SandboxOptions Options => new() { IdleScripts = 2, StartTimeout = TimeSpan.FromSeconds(30) };

    private static int ZygoteOf(SandboxFixture sandbox) => sandbox.Sandbox.Report(ZygoteKind.Light)!.Pid;

    private static async Task RunOneAsync(SandboxFixture sandbox) =>
        OutcomeAssert.Result("""{"context":{"a":1}}""", await sandbox.RunAsync(ScriptKind.Management, "context['a'] = 1"));

    [Fact]
    public async Task Dispose_AfterRuns_NoProcessAndNoFileIsLeft()
    {
        var sandbox = new SandboxFixture(Options);
        await RunOneAsync(sandbox);
        var zygote = ZygoteOf(sandbox);
        var children = ProcessTree.ChildrenOf(zygote);
        var directory = sandbox.Sandbox.Directory;
        Assert.True(Directory.Exists(directory));
        sandbox.Dispose();
        Assert.False(ProcessTree.Exists(zygote));
        foreach (var child in children)
            await ProcessTree.GoneAsync(child);
        Assert.False(Directory.Exists(directory));
    }

    [Fact]
    public async Task Zygote_Killed_RunFailsAndTheNextOneRuns()
    {
        using var sandbox = new SandboxFixture(Options);
        await RunOneAsync(sandbox);
        var called = new TaskCompletionSource();
        var run = sandbox.Engine.RunAsync(
            new ScriptJob(ScriptKind.Management, "wait_for_connect()", "{}", "s", "", new ScriptLimits()), new BlockingHost(called, new TaskCompletionSource().Task), default);
        await called.Task;
        Kill(ZygoteOf(sandbox));
        Assert.Contains("zygote ended", OutcomeAssert.Failed("INTERPRETER_CRASHED", await run).Message);
        await RunOneAsync(sandbox);
    }

    [Fact]
    public async Task Log_HandledAfterTheChildEnded_ResultIsNotLost()
    {
        using var sandbox = new SandboxFixture(Options);
        var host = new SlowLogHost(pid => ProcessTree.GoneAsync(int.Parse(pid)));
        // A child waits for its end; this one does not.
        const string Source = "import os\nfrom fluxbox.channel import Channel\nChannel.rest = lambda self: None\ncontext['a'] = 1\nlog_message('info', str(os.getpid()))";
        var outcome = await sandbox.RunAsync(ScriptKind.Management, Source, host: host);
        OutcomeAssert.Result("""{"context":{"a":1}}""", outcome);
    }

    [Fact]
    public async Task Log_ClientDoesNotRead_ItsRunKeepsNobodyFromComputing()
    {
        using var sandbox = new SandboxFixture(new SandboxOptions { IdleScripts = 1, MaxActive = 1, StartTimeout = TimeSpan.FromSeconds(30) });
        var (told, read) = (new TaskCompletionSource(), new TaskCompletionSource());
        var unread = sandbox.RunAsync(ScriptKind.Management, "log_message('info', 'x')\ncontext['a'] = 1", host: new SlowLogHost(_ =>
        {
            told.SetResult();
            return read.Task;
        }));
        await told.Task;
        // Of the same tenant, which has the only place.
        await RunOneAsync(sandbox).WaitAsync(TimeSpan.FromSeconds(60));
        read.SetResult();
        OutcomeAssert.Result("""{"context":{"a":1}}""", await unread);
    }

    [Fact]
    public async Task Zygote_ForkedEnough_IsReplacedWhileRunsGoOn()
    {
        using var sandbox = new SandboxFixture(new SandboxOptions { IdleScripts = 2, RecycleForks = 30, StartTimeout = TimeSpan.FromSeconds(30) });
        await RunOneAsync(sandbox);
        var first = ZygoteOf(sandbox);
        for (var i = 0; i < 100; i++)
            await RunOneAsync(sandbox);
        Assert.NotEqual(first, ZygoteOf(sandbox));
        await ProcessTree.GoneAsync(first);
    }

    [Fact]
    public async Task Child_KilledFromOutside_RunFailsAtOnce()
    {
        using var sandbox = new SandboxFixture(new SandboxOptions { IdleScripts = 0, StartTimeout = TimeSpan.FromSeconds(30) });
        await RunOneAsync(sandbox);
        var called = new TaskCompletionSource();
        var run = sandbox.Engine.RunAsync(
            new ScriptJob(ScriptKind.Management, "wait_for_connect()", "{}", "s", "", new ScriptLimits()), new BlockingHost(called, new TaskCompletionSource().Task), default);
        await called.Task;
        foreach (var child in ProcessTree.ChildrenOf(ZygoteOf(sandbox)))
            Kill(child);
        OutcomeAssert.Failed("INTERPRETER_CRASHED", await run);
    }

    [Fact]
    public async Task IdleChildren_Killed_AreNotUsed()
    {
        using var sandbox = new SandboxFixture(Options);
        await RunOneAsync(sandbox);
        foreach (var child in ProcessTree.ChildrenOf(ZygoteOf(sandbox)))
        {
            Kill(child);
            await ProcessTree.GoneAsync(child);
        }
        for (var i = 0; i < 5; i++)
            await RunOneAsync(sandbox);
    }

    // Where the service is root this is another user's process, else the service itself: neither was announced by the zygote.
    [Fact]
    public async Task Stranger_OnTheSocket_IsNotTakenForAChild()
    {
        using var sandbox = new SandboxFixture(Options);
        await RunOneAsync(sandbox);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(sandbox.Sandbox.Directory, "light-1.sock")));
        // The service hangs up, before or after the hello.
        var answered = await Record.ExceptionAsync(async () =>
        {
            await socket.SendAsync("H\0\0\0\0"u8.ToArray());
            Assert.Equal(0, await ReceiveAsync(socket));
        });
        Assert.True(answered is null or SocketException { SocketErrorCode: SocketError.Shutdown or SocketError.ConnectionReset }, $"{answered}");
        await RunOneAsync(sandbox);
    }

    // Not even a process of the children's own user, or of the service's where that is the same, gets in: its pid was not announced.
    [Fact]
    public async Task Stranger_OfTheChildrensUser_IsHungUpOn()
    {
        using var sandbox = new SandboxFixture(Options);
        await RunOneAsync(sandbox);
        const string Connect = """
            import socket, sys
            s = socket.socket(socket.AF_UNIX)
            s.connect(sys.argv[1])
            try:
                s.sendall(b'H\0\0\0\0')
                print(len(s.recv(100)))
            except ConnectionError:
                print(0)
            """;
        var user = sandbox.Options.Uid.ToString();
        string[] python = ["/usr/bin/python3.11", "-I", "-c", Connect, Path.Combine(sandbox.Sandbox.Directory, "light-1.sock")];
        string[] command = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid", user, "--regid", user, "--clear-groups", .. python] : python;
        using var stranger = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true })!;
        Assert.Equal("0\n", await stranger.StandardOutput.ReadToEndAsync());
        await RunOneAsync(sandbox);
    }

    [Fact]
    public async Task Start_PythonMissing_NamesThePackage()
    {
        using var sandbox = new SandboxFixture(new SandboxOptions { Python = "/nonexistent/python3.11" });
        Assert.Contains("install the Debian package python3", await sandbox.Sandbox.FaultAsync(default));
        var error = await Assert.ThrowsAsync<Flux.Hosting.FluxException>(() => sandbox.RunAsync(ScriptKind.Management, ""));
        Assert.Equal(global::Grpc.Core.StatusCode.FailedPrecondition, error.Code);
    }

    [Fact]
    public async Task Start_InterpreterOfAnotherKind_SaysWhatItSaid()
    {
        using var sandbox = new SandboxFixture(new SandboxOptions { Python = "/bin/false" });
        Assert.Contains("cannot confine itself here", await sandbox.Sandbox.FaultAsync(default));
    }

    [Fact]
    public async Task Readiness_AfterTheSelfTest_IsReady()
    {
        using var sandbox = new SandboxFixture(Options);
        var readiness = new SandboxReadiness(sandbox.Sandbox);
        Assert.Equal("the self-test is under way", await readiness.CheckAsync(default));
        await sandbox.Sandbox.StartAsync(default);
        await sandbox.Sandbox.FaultAsync(default);
        Assert.Null(await readiness.CheckAsync(default));
    }

    [Fact]
    public async Task SelfTest_Attacks_AreThoseOfThePythonHalf()
    {
        using var sandbox = new SandboxFixture(Options);
        var outcome = await sandbox.RunAsync(ScriptKind.Free, "import fluxbox.attacks\nnames = ' '.join(fluxbox.attacks.NAMES)");
        OutcomeAssert.Result($$$"""{"outputs":{"names":"{{{string.Join(' ', Flux.ScriptRunner.Sandbox.SelfTest.SandboxSelfTest.Attacks)}}}"}}""", outcome);
    }

    private static void Kill(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // The child of an earlier run, whose end was still to come when it was listed.
        }
    }

    private static async Task<int> ReceiveAsync(Socket socket)
    {
        try
        {
            return await socket.ReceiveAsync(new byte[16]);
        }
        catch (SocketException)
        {
            return 0;
        }
    }
}
