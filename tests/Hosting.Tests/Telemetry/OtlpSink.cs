using System.Collections.Concurrent;
using Flux.Hosting.Tests.Otlp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Flux.Hosting.Tests.Telemetry;

/// <summary>A collector: takes traces as OTLP over HTTP.</summary>
public sealed class OtlpSink : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Service, Span Span)> _spans = new();
    private readonly ConcurrentDictionary<string, bool> _paths = new();

    private OtlpSink(WebApplication app) => _app = app;

    public string Endpoint => _app.Urls.First();

    public IReadOnlyCollection<(string Service, Span Span)> Spans => _spans;

    /// <summary>What was posted to.</summary>
    public IEnumerable<string> Paths => _paths.Keys;

    public static async Task<OtlpSink> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var sink = new OtlpSink(builder.Build());
        sink._app.MapPost("/v1/{signal}", sink.TakeAsync);
        await sink._app.StartAsync();
        return sink;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        _paths[http.Request.Path.Value!] = true;
        if (http.Request.Path != "/v1/traces")
            return;
        foreach (var resource in ExportTraceServiceRequest.Parser.ParseFrom(body.ToArray()).ResourceSpans)
        {
            var service = resource.Resource.Attributes.First(attribute => attribute.Key == "service.name").Value.StringValue;
            foreach (var span in resource.ScopeSpans.SelectMany(scope => scope.Spans))
                _spans.Enqueue((service, span));
        }
    }
}
