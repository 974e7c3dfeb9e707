using System.Globalization;
using System.Text.Json.Nodes;
using Flux.Contracts.Script.V1;
using Flux.FlowOrchestrator.Adapters;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Ports;
using Flux.Hosting;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Flux.FlowOrchestrator.Tests.Adapters;

public sealed class ScriptAdapterTests : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("flux-flow-");
    private readonly TestScriptService _service = new();
    private WebApplication _app = null!;
    private GrpcChannel _channel = null!;
    private ScriptAdapter _adapter = null!;

    public async Task InitializeAsync()
    {
        _app = await StartAsync("0");
        _channel = GrpcChannel.ForAddress(_app.Urls.First());
        _adapter = NewAdapter(new FlowOptions());
    }

    private async Task<WebApplication> StartAsync(string port)
    {
        var builder = FluxHost.CreateBuilder(["--port", port, "--data", _data.FullName, "--log-level", "Error"], FluxService.Script);
        builder.Services.AddSingleton(_service);
        var app = builder.Build();
        app.MapGrpcService<TestScriptService>();
        await app.StartAsync();
        return app;
    }

    private ScriptAdapter NewAdapter(FlowOptions options) => new(
        new ScriptService.ScriptServiceClient(_channel),
        new Downstream(options, new Patience(options, TimeProvider.System, NullLogger<Patience>.Instance), TimeProvider.System),
        options);

    public async Task DisposeAsync()
    {
        _channel.Dispose();
        await _app.DisposeAsync();
        _data.Delete(recursive: true);
    }

    [Theory]
    [InlineData("echo")]
    [InlineData("fails")]
    [InlineData("calls")]
    public async Task Execute_Ended_ClosesItsSideOfTheStream(string source)
    {
        for (var i = 1; i <= 3; i++)
        {
            await ExecuteAsync(source);
            Assert.True(await _service.Closed.WaitAsync(TimeSpan.FromMinutes(1)));
        }
    }

    [Fact]
    public async Task Execute_Inputs_TravelExactly()
    {
        var outcome = await ExecuteAsync("echo", new() { ["big"] = JsonNode.Parse("9007199254740993"), ["f"] = JsonNode.Parse("1.0"), ["none"] = null, ["é"] = "ü\"" });

        Assert.Equal("""{"big":9007199254740993,"f":1.0,"none":null,"é":"ü\""}""", Json.Write(outcome.Outputs));
    }

    [Fact]
    public async Task Execute_Fails_IsAnOutcome()
    {
        var outcome = await ExecuteAsync("fails");

        Assert.Equal(("SCRIPT_EXCEPTION", "printed"), (outcome.Failure!.Reason, outcome.Stdout));
    }

    [Fact]
    public async Task Execute_NoRoomYet_TriesAgain()
    {
        var outcome = await ExecuteAsync("busy");

        Assert.Null(outcome.Failure);
        Assert.Equal(3, _service.Begun);
    }

    [Theory]
    [InlineData("too large", "LIMIT_EXCEEDED")]
    [InlineData("broken", "SCRIPT_RUNNER_FAULT")]
    public async Task Execute_CallFails_ThrowsWithTheReasonAtOnce(string source, string reason)
    {
        var error = await Assert.ThrowsAsync<FailureException>(() => ExecuteAsync(source));

        Assert.Equal((reason, 1), (error.Failure.Reason, _service.Begun));
    }

    [Theory]
    [InlineData(false, """{"value":{"id":1.0}}""")]
    [InlineData(true, """{"error":"LookupError no such task"}""")]
    public async Task Execute_ScriptCalls_GetsValueOrError(bool raises, string expected)
    {
        var outcome = await ExecuteAsync("calls", host: new Host(raises));

        Assert.Equal(expected, Json.Write(outcome.Outputs));
    }

    [Fact]
    public async Task Execute_RunnerIsAway_NamesIt()
    {
        await _app.StopAsync();
        _adapter = NewAdapter(new FlowOptions { ServiceWait = TimeSpan.Zero });

        var error = await Assert.ThrowsAsync<FailureException>(() => ExecuteAsync("echo"));

        Assert.Equal((StatusCode.Unavailable, "UNAVAILABLE"), (error.Code, error.Failure.Reason));
        Assert.Equal("script-runner cannot be reached; is it running?", error.Message);
    }

    [Fact]
    public async Task Execute_RunnerIsBeingRestarted_WaitsForIt()
    {
        var port = new Uri(_app.Urls.First()).Port.ToString(CultureInfo.InvariantCulture);
        _adapter = NewAdapter(new FlowOptions { ServiceWait = TimeSpan.FromMinutes(5) });
        await _app.StopAsync();
        await _app.DisposeAsync();

        var running = ExecuteAsync("echo", new() { ["a"] = 1 });
        _app = await StartAsync(port);

        Assert.Equal("""{"a":1}""", Json.Write((await running).Outputs));
    }

    private Task<ScriptOutcome> ExecuteAsync(string source, Dictionary<string, JsonNode?>? inputs = null, IScriptHost? host = null) =>
        _adapter.ExecuteAsync(new ScriptJob(ScriptKind.FlowSerial, "test", source, inputs ?? [], TimeSpan.FromMinutes(1), "tenant"), host ?? new Host(false), default);

    private sealed class Host(bool raises) : IScriptHost
    {
        public Task<JsonNode?> CallAsync(string function, JsonObject arguments, CancellationToken cancellationToken) =>
            raises ? throw new ScriptCallException("LookupError", "no such task") : Task.FromResult<JsonNode?>(arguments);

        public ValueTask LogAsync(RunLogLevel level, string message) => ValueTask.CompletedTask;
    }
}
