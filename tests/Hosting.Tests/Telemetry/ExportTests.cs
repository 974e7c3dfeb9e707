using Flux.Hosting.ProbeHost;
using Flux.Hosting.Tests.Support;
using Grpc.Net.Client;

namespace Flux.Hosting.Tests.Telemetry;

/// <summary>Two processes, one trace, at a collector.</summary>
public sealed class ExportTests
{
    [Fact]
    public async Task Endpoint_InTheEnvironment_GetsTheTraceOfBothProcesses()
    {
        await using var sink = await OtlpSink.StartAsync();
        var environment = new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = sink.Endpoint, ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" };
        await using var target = ProbeProcess.Start(environment, "--port", "0");
        environment["OTEL_SERVICE_NAME"] = "front";
        await using var front = ProbeProcess.Start(environment, "--port", "0", "--discovery:flux-inventory", (await target.Address).ToString());
        using (var channel = GrpcChannel.ForAddress(await front.Address))
            await new Probe.ProbeClient(channel).DoAsync(new ProbeRequest { Action = "relay", Next = new ProbeRequest { Text = "hi" } });

        // What is not sent yet goes out when the process ends.
        foreach (var process in new[] { front, target })
        {
            await process.SignalAsync("TERM");
            Assert.Equal(0, (await process.ExitAsync()).Code);
        }
        Assert.Equal(["flux-probe:2", "front:2", "front:3"], sink.Spans.Select(s => $"{s.Service}:{s.Span.Kind}").Order());
        Assert.Single(sink.Spans.Select(s => s.Span.TraceId).Distinct());
        var client = sink.Spans.Single(s => s.Span.Kind == 3).Span;
        Assert.Equal(client.SpanId, sink.Spans.Single(s => s.Service == "flux-probe").Span.ParentSpanId);
        Assert.Contains("/v1/metrics", sink.Paths);
    }

    [Fact]
    public async Task NoCollector_AtTheEndpoint_TheServiceWorksAndEnds()
    {
        var environment = new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:9" };
        await using var probe = ProbeProcess.Start(environment, "--port", "0");
        using (var channel = GrpcChannel.ForAddress(await probe.Address))
            Assert.Equal("hi", (await new Probe.ProbeClient(channel).DoAsync(new ProbeRequest { Text = "hi" })).Text);
        await probe.SignalAsync("TERM");
        Assert.Equal(0, (await probe.ExitAsync()).Code);
    }
}
