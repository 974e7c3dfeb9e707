using System.Diagnostics;
using Flux.ScriptRunner.Sandbox;
using Flux.ScriptRunner.Tests.Fixtures;

namespace Flux.ScriptRunner.Tests.Isolation;

public sealed class RuntimeDirectoryTests
{
    [Fact]
    public void Create_OthersBeside_OnlyThoseWithoutOwnerAreDeleted()
    {
        using var living = new RuntimeDirectory();
        var parent = Directory.GetParent(living.Path)!.FullName;
        var abandoned = Directory.CreateDirectory(Path.Combine(parent, $"flux-script-{Guid.NewGuid():N}"));
        File.WriteAllText(Path.Combine(abandoned.FullName, "lock"), "");
        File.WriteAllText(Path.Combine(abandoned.FullName, "light-1.sock"), "");
        var beingMade = Directory.CreateDirectory(Path.Combine(parent, $"flux-script-{Guid.NewGuid():N}"));
        var elsewhere = Directory.CreateTempSubdirectory("flux-elsewhere-");
        var link = Path.Combine(parent, $"flux-script-{Guid.NewGuid():N}");
        File.WriteAllText(Path.Combine(elsewhere.FullName, "lock"), "");
        Directory.CreateSymbolicLink(link, elsewhere.FullName);

        using (new RuntimeDirectory())
        {
            Assert.False(Directory.Exists(abandoned.FullName));
            Assert.True(File.Exists(living.Canary));
            Assert.True(Directory.Exists(beingMade.FullName));
            Assert.True(File.Exists(Path.Combine(elsewhere.FullName, "lock")));
        }
        beingMade.Delete();
        File.Delete(link);
        elsewhere.Delete(recursive: true);
    }

    [Fact]
    public async Task Service_KilledHard_LeavesNoProcessAndTheNextOneDeletesItsDirectory()
    {
        using var service = await ServiceProcess.StartAsync();
        var directory = Directory.GetFiles($"/proc/{service.Pid}/fd").Select(fd => new FileInfo(fd).LinkTarget)
            .First(target => target is not null && target.EndsWith("/lock", StringComparison.Ordinal) && target.Contains("flux-script-", StringComparison.Ordinal))!;
        directory = Path.GetDirectoryName(directory)!;
        var zygotes = ProcessTree.ChildrenOf(service.Pid);
        var children = zygotes.SelectMany(ProcessTree.ChildrenOf).ToArray();
        Assert.NotEmpty(children);
        service.Kill();
        foreach (var pid in zygotes.Concat(children))
            Assert.True(SpinWait.SpinUntil(() => !ProcessTree.Exists(pid), TimeSpan.FromSeconds(30)), $"process {pid} is left");
        Assert.True(Directory.Exists(directory));
        using (new RuntimeDirectory())
            Assert.False(Directory.Exists(directory));
    }
}
