using Flux.ScriptRunner.Tests.Fixtures;

namespace Flux.ScriptRunner.Tests.Isolation;

/// <summary>What runs could leave behind on this machine, counted while nothing runs.</summary>
internal sealed record Snapshot(int Children, int ZygoteDescriptors, int OwnDescriptors, int Mounts, int Files, int Shared, long ZygoteKilobytes, long ManagedBytes)
{
    private const int SpareDescriptors = 12;
    private const long SpareKilobytes = 1024, SpareBytes = 4 << 20;

    /// <summary>Waits until only idle children are left, then counts.</summary>
    public static async Task<Snapshot> TakeAsync(SandboxFixture sandbox, int zygote, int idle)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (ProcessTree.ChildrenOf(zygote).Count > idle && !patience.IsCancellationRequested)
            await Task.Yield();
        return new Snapshot(
            ProcessTree.ChildrenOf(zygote).Count,
            ProcessTree.Descriptors(zygote),
            ProcessTree.Descriptors(Environment.ProcessId),
            File.ReadAllLines($"/proc/{zygote}/mountinfo").Length,
            Directory.GetFileSystemEntries(sandbox.Sandbox.Directory).Length,
            new[] { "shm", "sem", "msg" }.Sum(kind => File.ReadAllLines($"/proc/sysvipc/{kind}").Length),
            ProcessTree.Resident(zygote),
            GC.GetTotalMemory(forceFullCollection: true));
    }

    public void AssertNoMoreThan(Snapshot before)
    {
        Assert.InRange(Children, 0, Math.Max(before.Children, 4));
        Assert.Equal(before.ZygoteDescriptors, ZygoteDescriptors);
        Assert.InRange(OwnDescriptors, 0, before.OwnDescriptors + SpareDescriptors);
        Assert.Equal((before.Mounts, before.Shared), (Mounts, Shared));
        // A replaced zygote's socket stays until the end.
        Assert.InRange(Files, 0, before.Files + 2);
        Assert.InRange(ZygoteKilobytes, 0, before.ZygoteKilobytes + SpareKilobytes);
        Assert.InRange(ManagedBytes, 0, before.ManagedBytes + SpareBytes);
    }
}
