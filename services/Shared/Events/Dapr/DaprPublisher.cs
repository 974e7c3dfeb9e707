using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Flux.Documents;
using Flux.Hosting;

namespace Flux.Events.Dapr;

/// <summary>Publishes through the Dapr sidecar's HTTP API, as CloudEvents 1.0 (application/cloudevents+json).</summary>
internal sealed class DaprPublisher(HttpClient client, EventOptions options, FluxService service, string? apiToken) : IEventPublisher
{
    private const int MaxReason = 300;

    private readonly Uri target = new(
        $"http://127.0.0.1:{options.DaprHttpPort}/v1.0/publish/{Uri.EscapeDataString(options.Pubsub)}/{Uri.EscapeDataString(options.Topic)}");

    public async Task PublishAsync(FluxEvent item, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ByteArrayContent(Body(item)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/cloudevents+json");
        if (!string.IsNullOrEmpty(apiToken)) request.Headers.Add("dapr-api-token", apiToken);
        using var response = await client.SendAsync(request, ct);
        if (response.IsSuccessStatusCode) return;
        var reason = await response.Content.ReadAsStringAsync(ct);
        var text = $"Dapr answered {(int)response.StatusCode}: {(reason.Length > MaxReason ? reason[..MaxReason] : reason)}";
        // 403 and 404 speak of the component or the topic, which can be mended; these two speak of the event.
        if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge) throw new EventRejectedException(text);
        throw new HttpRequestException(text, null, response.StatusCode);
    }

    private byte[] Body(FluxEvent item)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = DocumentJson.MaxDepth }))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", item.Id);
            json.WriteString("source", service.AppId);
            json.WriteString("type", $"flux.{item.Type}");
            json.WriteString("subject", item.Subject);
            json.WriteString("time", item.Time.UtcDateTime.ToString("O"));
            json.WriteString("datacontenttype", "application/json");
            // An extension attribute; CloudEvents' integers have 32 bits, so it is a text.
            json.WriteString("sequence", $"{item.Sequence}");
            json.WritePropertyName("data");
            item.Data.WriteTo(json);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
