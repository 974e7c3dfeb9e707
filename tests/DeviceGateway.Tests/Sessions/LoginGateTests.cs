using Flux.DeviceGateway.Sessions;

namespace Flux.DeviceGateway.Tests.Sessions;

public sealed class LoginGateTests
{
    [Theory]
    [InlineData(3, 100, 3)]
    [InlineData(100, 2, 2)]
    public async Task RunAsync_ManyAtOneDevice_NeverMoreThanAllowedAndNoneLost(int all, int each, int most)
    {
        using var gate = new LoginGate(new DeviceOptions { MaxLogins = all, MaxLoginsPerDevice = each });
        var (running, seen) = (0, 0);

        var done = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => gate.RunAsync("r1:22", async () =>
        {
            InterlockedMax(ref seen, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return 1;
        }, default)));

        Assert.Equal(50, done.Sum());
        Assert.InRange(seen, 1, most);
    }

    [Fact]
    public async Task RunAsync_OneDeviceIsStuck_OthersGoOn()
    {
        using var gate = new LoginGate(new DeviceOptions { MaxLogins = 4, MaxLoginsPerDevice = 2 });
        var stuck = new TaskCompletionSource<int>();
        var waiting = Enumerable.Range(0, 10).Select(_ => gate.RunAsync("stuck:22", () => stuck.Task, default)).ToArray();

        Assert.Equal(1, await gate.RunAsync("other:22", () => Task.FromResult(1), default));

        stuck.SetResult(0);
        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task RunAsync_LoginFails_ThePlaceIsFreeAgain()
    {
        using var gate = new LoginGate(new DeviceOptions { MaxLogins = 1, MaxLoginsPerDevice = 1 });

        for (var i = 0; i < 3; i++)
            await Assert.ThrowsAsync<InvalidOperationException>(() => gate.RunAsync<int>("r1:22", () => throw new InvalidOperationException(), default));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gate.RunAsync("r1:22", () => Task.FromResult(1), cancelled.Token));

        Assert.Equal(1, await gate.RunAsync("r1:22", () => Task.FromResult(1), default));
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
