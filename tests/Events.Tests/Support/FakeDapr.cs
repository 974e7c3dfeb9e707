using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Flux.Events.Tests.Support;

/// <summary>A server that speaks Dapr's publish API.</summary>
internal sealed class FakeDapr : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Channel<JsonElement> taken = Channel.CreateUnbounded<JsonElement>();

    private FakeDapr(WebApplication app) => this.app = app;

    public int Port => new Uri(app.Urls.First()).Port;

    /// <summary>Statuses of the next answers; 204 when there are none.</summary>
    public ConcurrentQueue<int> Answers { get; } = new();

    /// <summary>"topic content-type" of each call.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    public static async Task<FakeDapr> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var dapr = new FakeDapr(builder.Build());
        dapr.app.MapPost("/v1.0/publish/{pubsub}/{topic}", dapr.TakeAsync);
        await dapr.app.StartAsync();
        return dapr;
    }

    /// <summary>The next events that were taken.</summary>
    public async Task<List<JsonElement>> TakenAsync(int count)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var events = new List<JsonElement>();
        while (events.Count < count) events.Add(await taken.Reader.ReadAsync(limit.Token));
        return events;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpRequest request, string pubsub, string topic)
    {
        using var body = await JsonDocument.ParseAsync(request.Body);
        Calls.Enqueue($"{pubsub}/{topic} {request.ContentType}");
        if (Answers.TryDequeue(out var status) && status != 204) return Results.Text("no", statusCode: status);
        taken.Writer.TryWrite(body.RootElement.Clone());
        return Results.NoContent();
    }
}
