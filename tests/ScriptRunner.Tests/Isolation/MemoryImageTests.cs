using System.Globalization;
using System.Text;
using Flux.Contracts.Script.V1;
using Flux.ScriptRunner.Execution;
using Flux.ScriptRunner.Sandbox;
using Flux.ScriptRunner.Sandbox.Zygotes;
using Flux.ScriptRunner.Tests.Fixtures;

namespace Flux.ScriptRunner.Tests.Isolation;

/// <summary>
/// Looks into the memory of the zygote and its children from outside, which takes root: everything of a run is in its child, nothing
/// of it anywhere else, and no page can be written and executed, or is shared.
/// </summary>
public sealed class MemoryImageTests
{
    // Put together here, so that the tests' own settings to the zygote cannot have it.
    private static readonly string Needle = string.Concat("needle-", "of-a-run-", Guid.NewGuid().ToString("N"));

    [Fact]
    public async Task Run_EveryByte_IsInItsChildOnly()
    {
        if (!Environment.IsPrivilegedProcess)
            return;
        using var sandbox = new SandboxFixture(new SandboxOptions { IdleScripts = 4, StartTimeout = TimeSpan.FromSeconds(60) });
        var (called, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var job = new ScriptJob(
            ScriptKind.Management, $"# {Needle}\nprint(context['s'])\nlog_message('info', context['s'])\nwait_for_connect(user_msg=context['s'])", $$$"""{"context": {"s": "{{{Needle}}}"}}""",
            Needle, "", new ScriptLimits());
        var run = sandbox.Engine.RunAsync(job, new BlockingHost(called, release.Task), default);
        await called.Task;
        var zygote = sandbox.Sandbox.Report(ZygoteKind.Light)!.Pid;
        var first = Assert.Single(ProcessTree.ChildrenOf(zygote).Where(ProcessTree.Exists), pid => Contains(pid, Needle));
        Assert.False(Contains(zygote, Needle));
        release.SetResult();
        OutcomeAssert.Result($$$"""{"context":{"s":"{{{Needle}}}"}}""", await run);

        // A failing run, too; then what comes after it.
        var failed = await sandbox.RunAsync(ScriptKind.Management, $"import os\nraise ValueError('{Needle}', os.getpid())");
        var last = await sandbox.RunAsync(ScriptKind.Management, "import os\ncontext['a'] = os.getpid()");
        // Children end a moment after their answer.
        foreach (var pid in new[] { first, NumberAtTheEnd(failed.Failure!.Message), NumberAtTheEnd(last.Result!) })
            await ProcessTree.GoneAsync(pid);
        Assert.False(Contains(zygote, Needle));
        Assert.DoesNotContain(ProcessTree.ChildrenOf(zygote), pid => Contains(pid, Needle));
    }

    [Theory]
    [InlineData("light")]
    [InlineData("django")]
    public async Task Mappings_OfZygoteAndChildren_NeitherSharedNorWritableAndExecutable(string kind)
    {
        if (!Environment.IsPrivilegedProcess)
            return;
        using var sandbox = new SandboxFixture(new SandboxOptions { IdleScripts = 2, StartTimeout = TimeSpan.FromSeconds(60) });
        var zygote = kind == "light" ? ZygoteKind.Light : ZygoteKind.Django;
        using var child = await sandbox.Sandbox.RentAsync(zygote, default);
        foreach (var pid in new[] { sandbox.Sandbox.Report(zygote)!.Pid, child.Pid })
        {
            var modes = Maps(pid).Select(m => m.Mode).ToArray();
            Assert.NotEmpty(modes);
            Assert.DoesNotContain(modes, mode => mode.Contains("wx", StringComparison.Ordinal) || (mode.EndsWith('s') && mode[1] == 'w'));
        }
    }

    private static int NumberAtTheEnd(string text) => int.Parse(string.Concat(text.TrimEnd(')', '}', ' ').Reverse().TakeWhile(char.IsAsciiDigit).Reverse()), CultureInfo.InvariantCulture);

    private static IEnumerable<(long Start, long End, string Mode)> Maps(int pid) => File.ReadLines($"/proc/{pid}/maps").Select(line =>
    {
        var words = line.Split(' ');
        var range = words[0].Split('-');
        return (long.Parse(range[0], NumberStyles.HexNumber), range[1].Length > 15 ? 0 : long.Parse(range[1], NumberStyles.HexNumber), words[1]);
    });

    private static bool Contains(int pid, string text)
    {
        var needle = Encoding.ASCII.GetBytes(text);
        using var memory = new FileStream($"/proc/{pid}/mem", FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
        foreach (var (start, end, mode) in Maps(pid).Where(m => m.Mode[1] == 'w'))
        {
            var data = new byte[end - start];
            memory.Seek(start, SeekOrigin.Begin);
            try
            {
                memory.ReadExactly(data);
            }
            catch (IOException)
            {
                // The kernel's own pages.
                continue;
            }
            if (data.AsSpan().IndexOf(needle) >= 0)
                return true;
        }
        return false;
    }
}
