using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Flux.Hosting;

// For orchestrators and people: /healthz says that the process lives, /readyz whether it can work and if not, why.
internal static class HealthPages
{
    private static readonly JsonWriterOptions Json = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task LiveAsync(HttpContext http) => WriteAsync(http, StatusCodes.Status200OK, "live", new Dictionary<string, string>());

    public static async Task ReadyAsync(HttpContext http)
    {
        var reasons = await http.RequestServices.GetRequiredService<Readiness>().EvaluateAsync(http.RequestAborted);
        if (reasons.Count > 0)
        {
            await WriteAsync(http, StatusCodes.Status503ServiceUnavailable, "not ready", reasons);
            return;
        }
        var degraded = http.RequestServices.GetServices<IReadinessCheck>().Where(c => c.Degradation is not null).ToDictionary(c => c.Name, c => c.Degradation!);
        await WriteAsync(http, StatusCodes.Status200OK, degraded.Count == 0 ? "ready" : "degraded", degraded);
    }

    private static async Task WriteAsync(HttpContext http, int status, string text, IReadOnlyDictionary<string, string> reasons)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.Headers.CacheControl = "no-store";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter, Json);
        json.WriteStartObject();
        json.WriteString("service", http.RequestServices.GetRequiredService<FluxService>().AppId);
        json.WriteString("status", text);
        if (reasons.Count > 0)
        {
            json.WriteStartObject("reasons");
            foreach (var (name, reason) in reasons)
                json.WriteString(name, reason);
            json.WriteEndObject();
        }
        json.WriteEndObject();
        await json.FlushAsync(http.RequestAborted);
    }
}
