using System.Net;
using System.Text.Json;
using Flux.Hosting.Tests.Support;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.DependencyInjection;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Flux.Hosting.Tests;

public sealed class HealthTests
{
    private static readonly HttpClient Http = new();

    [Theory]
    [InlineData("")]
    [InlineData("flux.probe.Probe")]
    [InlineData("grpc.health.v1.Health")]
    public async Task Check_KnownService_Serving(string service)
    {
        await using var server = await ProbeServer.StartAsync();
        var response = await Client(server).CheckAsync(new HealthCheckRequest { Service = service });
        Assert.Equal(ServingStatus.Serving, response.Status);
    }

    [Fact]
    public async Task Check_UnknownService_NotFound()
    {
        await using var server = await ProbeServer.StartAsync();
        var error = await Assert.ThrowsAsync<RpcException>(async () => await Client(server).CheckAsync(new HealthCheckRequest { Service = "no.Such" }));
        Assert.Equal(StatusCode.NotFound, error.StatusCode);
    }

    [Fact]
    public async Task List_AllServices_ByName()
    {
        await using var server = await ProbeServer.StartAsync();
        var list = await Client(server).ListAsync(new HealthListRequest());
        Assert.Equal(["", "flux.probe.Probe", "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection"],
            list.Statuses.Keys.Order(StringComparer.Ordinal));
        Assert.All(list.Statuses.Values, s => Assert.Equal(ServingStatus.Serving, s.Status));
    }

    [Fact]
    public async Task Readiness_CheckFails_EverySideSaysSoAndWhy()
    {
        var check = new SwitchedCheck { Reason = "no disk" };
        await using var server = await ProbeServer.StartAsync(configure: b => b.Services.AddSingleton<IReadinessCheck>(check));
        var (code, json) = await GetAsync(server, "/readyz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, code);
        Assert.Equal("not ready", json.GetProperty("status").GetString());
        Assert.Equal("no disk", json.GetProperty("reasons").GetProperty("switch").GetString());
        Assert.Equal(ServingStatus.NotServing, (await Client(server).CheckAsync(new HealthCheckRequest())).Status);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(server, "/healthz")).Code);

        check.Reason = null;
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(server, "/readyz")).Code);
        Assert.Equal(ServingStatus.Serving, (await Client(server).CheckAsync(new HealthCheckRequest())).Status);
    }

    [Fact]
    public async Task Readiness_Degraded_IsServingAndSaysWhatIsWorse()
    {
        await using var server = await ProbeServer.StartAsync(configure: b => b.Services.AddSingleton<IReadinessCheck>(new SwitchedCheck { Degradation = "no lock" }));
        var (code, json) = await GetAsync(server, "/readyz");
        Assert.Equal((HttpStatusCode.OK, "degraded"), (code, json.GetProperty("status").GetString()));
        Assert.Equal("no lock", json.GetProperty("reasons").GetProperty("switch").GetString());
        Assert.Equal(ServingStatus.Serving, (await Client(server).CheckAsync(new HealthCheckRequest())).Status);
    }

    [Fact]
    public async Task Readiness_CheckThrows_ItsMessageIsTheReason()
    {
        await using var server = await ProbeServer.StartAsync(configure: b => b.Services.AddSingleton<IReadinessCheck>(new SwitchedCheck { Throws = true }));
        var (_, json) = await GetAsync(server, "/readyz");
        Assert.Equal("broken", json.GetProperty("reasons").GetProperty("switch").GetString());
    }

    [Fact]
    public async Task Watch_ReadinessChanges_EachChangeIsSent()
    {
        var check = new SwitchedCheck();
        await using var server = await ProbeServer.StartAsync(configure: b => b.Services.AddSingleton<IReadinessCheck>(check));
        using var call = Client(server).Watch(new HealthCheckRequest());
        Assert.Equal(ServingStatus.Serving, await NextAsync(call));
        check.Reason = "away";
        Assert.Equal(ServingStatus.NotServing, await NextAsync(call));
    }

    [Fact]
    public async Task Watch_UnknownService_ServiceUnknown()
    {
        await using var server = await ProbeServer.StartAsync();
        using var call = Client(server).Watch(new HealthCheckRequest { Service = "no.Such" });
        Assert.Equal(ServingStatus.ServiceUnknown, await NextAsync(call));
    }

    [Fact]
    public async Task Shutdown_CallUnderWay_WatchersHearFirstThenTheCallIsDrained()
    {
        await using var server = await ProbeServer.StartAsync();
        using var watch = Client(server).Watch(new HealthCheckRequest());
        Assert.Equal(ServingStatus.Serving, await NextAsync(watch));
        using var held = server.Client.DoAsync(new ProbeHost.ProbeRequest { Action = "hold", Text = "done" });
        await server.Events.Started;
        var stopping = server.App.StopAsync();
        Assert.Equal(ServingStatus.NotServing, await NextAsync(watch));
        Assert.False(await watch.ResponseStream.MoveNext());
        Assert.False(stopping.IsCompleted);
        server.Events.Release();
        Assert.Equal("done", (await held).Text);
        await stopping;
    }

    [Fact]
    public async Task Shutdown_WithPause_NotServingButCallsAreStillTaken()
    {
        await using var server = await ProbeServer.StartAsync(["--shutdown-pause", "00:05:00"]);
        using var watch = Client(server).Watch(new HealthCheckRequest());
        Assert.Equal(ServingStatus.Serving, await NextAsync(watch));
        using var enough = new CancellationTokenSource();
        var stopping = server.App.StopAsync(enough.Token);
        Assert.Equal(ServingStatus.NotServing, await NextAsync(watch));
        // Also over a connection of its own: the port still listens.
        using var late = global::Grpc.Net.Client.GrpcChannel.ForAddress(server.Address);
        Assert.Equal("hi", (await new ProbeHost.Probe.ProbeClient(late).DoAsync(new ProbeHost.ProbeRequest { Text = "hi" })).Text);
        Assert.Equal(ServingStatus.NotServing, (await Client(server).CheckAsync(new HealthCheckRequest())).Status);
        Assert.False(stopping.IsCompleted);
        await enough.CancelAsync();
        await stopping;
    }

    private static Health.HealthClient Client(ProbeServer server) => new(server.Channel);

    private static async Task<ServingStatus> NextAsync(AsyncServerStreamingCall<HealthCheckResponse> call)
    {
        Assert.True(await call.ResponseStream.MoveNext());
        return call.ResponseStream.Current.Status;
    }

    private static async Task<(HttpStatusCode Code, JsonElement Json)> GetAsync(ProbeServer server, string path)
    {
        using var response = await Http.GetAsync(new Uri(server.App.HttpAddress(), path));
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    private sealed class SwitchedCheck : IReadinessCheck
    {
        public string Name => "switch";

        public string? Reason { get; set; }

        public bool Throws { get; init; }

        public string? Degradation { get; init; }

        public ValueTask<string?> CheckAsync(CancellationToken cancellationToken) =>
            Throws ? throw new InvalidOperationException("broken") : ValueTask.FromResult(Reason);
    }
}
