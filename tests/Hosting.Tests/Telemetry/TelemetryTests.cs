using System.Diagnostics;
using System.Diagnostics.Metrics;
using Flux.Hosting.ProbeHost;
using Flux.Hosting.Tests.Support;
using Grpc.Core;

namespace Flux.Hosting.Tests.Telemetry;

/// <summary>Spans and metrics of calls, by OpenTelemetry's semantic conventions for RPC.</summary>
public sealed class TelemetryTests : IDisposable
{
    private const string Do = "flux.probe.Probe/Do";

    private readonly SpanRecorder _spans = new();
    private readonly ActivityTraceId _trace = ActivityTraceId.CreateRandom();
    private readonly ActivitySpanId _caller = ActivitySpanId.CreateRandom();

    [Fact]
    public async Task Call_GivenTraceContext_ServerSpanContinuesIt()
    {
        await using var server = await ProbeServer.StartAsync();
        await server.Client.DoAsync(new ProbeRequest { Text = "hi" }, Headers());
        var span = Assert.Single(_spans.Of(_trace));
        Assert.Equal((Do, ActivityKind.Server, _caller), (span.DisplayName, span.Kind, span.ParentSpanId));
        Assert.Equal("vendor=1", span.TraceStateString);
        Assert.Equal(("grpc", Do, "OK", null), (Tag(span, "rpc.system.name"), Tag(span, "rpc.method"), Tag(span, "rpc.response.status_code"), Tag(span, "error.type")));
        Assert.NotEqual(ActivityStatusCode.Error, span.Status);
    }

    [Theory]
    [InlineData("relay", "Do")]
    [InlineData("relay-stream", "Watch")]
    public async Task Relay_OtherService_OneTraceWithClientAndServerSpans(string kind, string method)
    {
        await using var target = await ProbeServer.StartAsync();
        await using var front = await ProbeServer.StartBeforeAsync(target.Address);
        await front.Client.DoAsync(new ProbeRequest { Action = kind, Next = new ProbeRequest { Text = "hi" } }, Headers());
        var spans = _spans.Of(_trace);
        Assert.Equal([ActivityKind.Server, ActivityKind.Client, ActivityKind.Server], spans.Select(span => span.Kind));
        Assert.Equal([_caller, spans[0].SpanId, spans[1].SpanId], spans.Select(span => span.ParentSpanId));
        Assert.Equal($"flux.probe.Probe/{method}", spans[1].DisplayName);
        Assert.Equal(("127.0.0.1", $"{target.Address.Port}"), (Tag(spans[1], "server.address"), Tag(spans[1], "server.port")));
        Assert.Single(spans.Where(span => span.Kind == ActivityKind.Server).Select(span => Tag(span, "flux.correlation_id")).Distinct());
    }

    [Theory]
    [InlineData("not-found", "NOT_FOUND", false)]
    [InlineData("throw", "INTERNAL", true)]
    [InlineData("unavailable", "UNAVAILABLE", true)]
    public async Task Failure_OfCallerOrServer_IsAnErrorWhereItHappened(string action, string status, bool serversFault)
    {
        await using var target = await ProbeServer.StartAsync();
        await using var front = await ProbeServer.StartBeforeAsync(target.Address);
        await Assert.ThrowsAsync<RpcException>(async () =>
            await front.Client.DoAsync(new ProbeRequest { Action = "relay", Next = new ProbeRequest { Action = action, Text = "x" } }, Headers()));
        var spans = _spans.Of(_trace);
        Assert.All(spans, span => Assert.Equal(status, Tag(span, "rpc.response.status_code")));
        Assert.Equal([serversFault, true, serversFault], spans.Select(span => span.Status == ActivityStatusCode.Error));
    }

    [Fact]
    public async Task Span_Deadline_SaysDeadlineExceeded()
    {
        await using (var server = await ProbeServer.StartAsync())
        {
            // The server's own timer alone: a deadline of the client's could end the call before it leaves.
            await Assert.ThrowsAsync<RpcException>(async () => await server.Client.DoAsync(new ProbeRequest { Action = "wait" }, [.. Headers(), new("grpc-timeout", "50m")]));
        }
        Assert.Equal("DEADLINE_EXCEEDED", Tag(Assert.Single(_spans.Of(_trace)), "rpc.response.status_code"));
    }

    [Fact]
    public async Task Spans_RequestWithSecret_HoldNothingOfIt()
    {
        await using var target = await ProbeServer.StartAsync();
        await using var front = await ProbeServer.StartBeforeAsync(target.Address);
        var request = new ProbeRequest { Action = "relay", Text = "hunter2", Next = new ProbeRequest { Action = "rpc", Text = "hunter2" } };
        await Assert.ThrowsAsync<RpcException>(async () => await front.Client.DoAsync(request, [.. Headers(), new("authorization", "Bearer hunter2")]));
        var texts = _spans.Of(_trace).SelectMany(span => span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}")
            .Concat(span.Events.SelectMany(e => e.Tags.Select(tag => $"{tag.Value}"))).Append(span.StatusDescription ?? "").Append(span.DisplayName)).ToList();
        Assert.NotEmpty(texts);
        Assert.DoesNotContain(texts, text => text.Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Metrics_CallAndRelay_DurationsInSecondsByMethodAndStatus()
    {
        var measured = new List<(string Name, double Value, string Tags)>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, me) => { if (instrument.Meter.Name == "Flux.Rpc") me.EnableMeasurementEvents(instrument); } };
        await using var target = await ProbeServer.StartAsync();
        var port = target.Address.Port;
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            lock (measured)
                measured.Add(($"{instrument.Name} {instrument.Unit}", value, string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))));
        });
        listener.Start();
        await using var front = await ProbeServer.StartBeforeAsync(target.Address);
        await front.Client.DoAsync(new ProbeRequest { Action = "relay", Next = new ProbeRequest() });
        lock (measured)
        {
            var client = Assert.Single(measured, m => m.Tags.Contains($"server.port={port}", StringComparison.Ordinal));
            Assert.Equal("rpc.client.call.duration s", client.Name);
            Assert.Equal($"rpc.system.name=grpc rpc.method={Do} server.address=127.0.0.1 server.port={port} rpc.response.status_code=OK", client.Tags);
            Assert.InRange(client.Value, 0, 60);
            Assert.Contains(measured, m => m.Name == "rpc.server.call.duration s" && m.Tags == $"rpc.system.name=grpc rpc.method={Do} rpc.response.status_code=OK");
        }
    }

    public void Dispose() => _spans.Dispose();

    private Metadata Headers() => new() { { "traceparent", $"00-{_trace}-{_caller}-01" }, { "tracestate", "vendor=1" } };

    private static string? Tag(Activity span, string name) => span.GetTagItem(name)?.ToString();
}
