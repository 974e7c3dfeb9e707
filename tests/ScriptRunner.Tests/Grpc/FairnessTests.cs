using Flux.Contracts.Script.V1;
using Flux.Hosting;
using Flux.ScriptRunner.Tests.Fixtures;
using Google.Rpc;
using Grpc.Core;

namespace Flux.ScriptRunner.Tests.Grpc;

/// <summary>Two places to compute and a queue of one a tenant, over gRPC.</summary>
public sealed class FairnessTests : IAsyncLifetime
{
    private readonly ScriptServer _server = new("--sandbox:max-active", "2", "--sandbox:queue-per-tenant", "1", "--sandbox:templates-at-start", "false");
    private readonly CancellationTokenSource _end = new();

    public Task InitializeAsync() => _server.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _end.CancelAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Tenant_ComputesOnEveryPlace_OthersRunAndItsOwnQueueIsBounded()
    {
        await _server.Client.RunAsync(new RunRequest());
        // Each says that it runs, then computes until it is cancelled.
        for (var i = 0; i < 2; i++)
        {
            var call = _server.Client.Execute(cancellationToken: _end.Token);
            await call.RequestStream.WriteAsync(new ExecuteRequest
            {
                Start = new Start { Kind = ScriptKind.Management, Source = "log_message('info', 'running')\nwhile True: time.sleep(0.01)", Tenant = "busy" },
            });
            Assert.True(await call.ResponseStream.MoveNext(default));
        }
        var waiting = _server.Client.RunAsync(new RunRequest { Tenant = "busy" }, cancellationToken: _end.Token).ResponseAsync;
        for (var i = 0; i < 5; i++)
            Assert.NotNull((await _server.Client.RunAsync(new RunRequest { Source = "a = 1", Tenant = "other" })).Completed);
        var error = await Assert.ThrowsAsync<RpcException>(async () => await _server.Client.RunAsync(new RunRequest { Tenant = "busy" }));
        Assert.Equal((StatusCode.ResourceExhausted, "SCRIPT_QUEUE_FULL"), (error.StatusCode, error.GetReason()));
        Assert.True(error.GetDetail<RetryInfo>()!.RetryDelay.Seconds > 0);
        Assert.False(waiting.IsCompleted);
    }
}
