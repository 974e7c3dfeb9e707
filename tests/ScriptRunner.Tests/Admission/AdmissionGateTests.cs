using Flux.Hosting;
using Flux.ScriptRunner.Admission;
using Flux.ScriptRunner.Sandbox;
using Google.Rpc;

namespace Flux.ScriptRunner.Tests.Admission;

public sealed class AdmissionGateTests
{
    private static AdmissionGate Gate(int runs = 10, int active = 10, int queue = 10, int perTenant = 10) =>
        new(new SandboxOptions { MaxRuns = runs, MaxActive = active, Queue = queue, QueuePerTenant = perTenant });

    [Fact]
    public async Task Enter_Full_WaitsForAnExit()
    {
        var gate = Gate(runs: 1);
        var first = await gate.EnterAsync("a", default);
        var second = gate.EnterAsync("a", default).AsTask();
        Assert.False(second.IsCompleted);
        first.Dispose();
        first.Dispose();
        (await second).Dispose();
    }

    [Fact]
    public async Task Enter_RunWaitsInACall_GivesItsPlaceToAnother()
    {
        var gate = Gate(active: 1);
        var first = await gate.EnterAsync("a", default);
        var second = gate.EnterAsync("a", default).AsTask();
        first.Pause();
        using var entered = await second;
        first.Resume();
        Assert.False(gate.EnterAsync("a", default).AsTask().IsCompleted);
    }

    [Fact]
    public async Task Enter_ManyOfOneTenant_AnotherTakesTurns()
    {
        var gate = Gate(runs: 1);
        var running = await gate.EnterAsync("busy", default);
        var order = new List<string>();
        var waiting = new[] { "busy 1", "busy 2", "busy 3", "other 1" }.Select(async name =>
        {
            using var ticket = await gate.EnterAsync(name.Split(' ')[0], default);
            lock (order)
                order.Add(name);
        }).ToArray();
        running.Dispose();
        await Task.WhenAll(waiting);
        Assert.Equal(["busy 1", "other 1", "busy 2", "busy 3"], order);
    }

    [Fact]
    public async Task Enter_TenantsQueueFull_IsExhaustedWithRetryInfoWhileOthersWait()
    {
        var gate = Gate(runs: 1, perTenant: 1);
        using var running = await gate.EnterAsync("a", default);
        _ = gate.EnterAsync("a", default).AsTask();
        var error = await Assert.ThrowsAsync<FluxException>(() => gate.EnterAsync("a", default).AsTask());
        Assert.Equal(global::Grpc.Core.StatusCode.ResourceExhausted, error.Code);
        Assert.Contains(error.Details, d => d is RetryInfo { RetryDelay.Seconds: > 0 });
        Assert.False(gate.EnterAsync("b", default).AsTask().IsCompleted);
    }

    // A tenant whose scripts compute for minutes has every place; another's still runs at once.
    [Fact]
    public async Task Enter_AllPlacesComputeForOneTenant_AnotherGetsIn()
    {
        var gate = Gate(active: 2);
        using var first = await gate.EnterAsync("busy", default);
        using var second = await gate.EnterAsync("busy", default);
        Assert.False(gate.EnterAsync("busy", default).AsTask().IsCompleted);
        using var other = await gate.EnterAsync("other", default).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(gate.EnterAsync("other", default).AsTask().IsCompleted);
        using var third = await gate.EnterAsync("third", default).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(gate.EnterAsync("fourth", default).AsTask().IsCompleted);
    }

    // A tenant whose scripts all wait in calls holds runs for as long as it likes, but not the last tenth of them.
    [Fact]
    public async Task Enter_OneTenantWaitsInAllItsRuns_AnotherGetsIn()
    {
        var gate = Gate(runs: 10);
        for (var i = 0; i < 9; i++)
            (await gate.EnterAsync("busy", default)).Pause();
        Assert.False(gate.EnterAsync("busy", default).AsTask().IsCompleted);
        using var other = await gate.EnterAsync("other", default).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Enter_FirstInTurnMayNotYet_TheNextTenantDoes()
    {
        var gate = Gate(runs: 10, active: 1);
        var running = await gate.EnterAsync("a", default);
        var waiting = gate.EnterAsync("a", default).AsTask();
        using var other = await gate.EnterAsync("b", default).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        var third = gate.EnterAsync("c", default).AsTask();
        running.Dispose();
        using var a = await waiting;
        other.Dispose();
        using var c = await third;
    }

    [Fact]
    public async Task Enter_CancelledWhileWaiting_LeavesTheQueue()
    {
        var gate = Gate(runs: 1, perTenant: 1);
        var running = await gate.EnterAsync("a", default);
        using var cancel = new CancellationTokenSource();
        var waiting = gate.EnterAsync("a", cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        var next = gate.EnterAsync("a", default).AsTask();
        running.Dispose();
        (await next).Dispose();
    }
}
