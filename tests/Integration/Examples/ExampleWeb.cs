using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Flux.Lab;

namespace Flux.Integration.Examples;

/// <summary>A controller with an HTTP interface as the REST and SOAP examples need it; who shows no token is refused.</summary>
internal sealed partial class ExampleWeb : IDisposable
{
    /// <summary>What the controller wants to be shown.</summary>
    public const string Token = "controller-token";

    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    /// <summary>Starts it.</summary>
    public ExampleWeb()
    {
        Port = LoopbackPort.Free(IPAddress.Loopback);
        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Its port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>What was posted to it.</summary>
    public ConcurrentQueue<string> Notes { get; } = new();

    /// <inheritdoc/>
    public void Dispose()
    {
        _listener.Close();
        _serving.Wait();
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                var (status, type, body) = await AnswerAsync(context.Request);
                context.Response.StatusCode = status;
                context.Response.ContentType = type;
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // A caller that went away, or the end of the test.
            }
        }
    }

    private async Task<(int Status, string Type, string Body)> AnswerAsync(HttpListenerRequest request)
    {
        using var reader = new StreamReader(request.InputStream);
        var body = await reader.ReadToEndAsync();
        if (request.Headers["Authorization"] != $"Bearer {Token}")
            return (401, "text/plain", "no token");
        switch (request.HttpMethod, request.Url!.AbsolutePath)
        {
            case ("GET", "/api/v1/status"):
                return (200, "application/json", """{"system": {"status": "ready"}, "sensors": [{"celsius": 21.5}]}""");
            case ("POST", "/api/v1/notes"):
                Notes.Enqueue(body);
                return (201, "application/json", "{}");
            case ("POST", "/soap") when request.Headers["SOAPAction"] == "urn:controller#GetStatus" && Name().Match(body) is { Success: true } name:
                return (200, "text/xml", $"<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><c:GetStatusResponse xmlns:c=\"urn:controller\"><c:Status>{name.Groups[1].Value} is well</c:Status></c:GetStatusResponse></s:Body></s:Envelope>");
            default:
                return (404, "text/plain", "unknown");
        }
    }

    [GeneratedRegex(@"<c:Name>([\w-]+)</c:Name>")]
    private static partial Regex Name();
}
