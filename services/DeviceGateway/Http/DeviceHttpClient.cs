using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Flux.DeviceGateway.Elements;
using Flux.DeviceGateway.Errors;
using Flux.DeviceGateway.Terminal;

namespace Flux.DeviceGateway.Http;

/// <summary>Sends HTTP requests to elements, with the element's own credentials.</summary>
internal sealed class DeviceHttpClient(TimeProvider time) : IDisposable
{
    private const int MaxBody = (8 << 20) - (64 << 10);
    private const int MaxRedirects = 5;

    private readonly HttpClient _verifying = new(DeviceHttpHandler.Create(new HttpSettings())) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly HttpClient _trusting = new(DeviceHttpHandler.Create(new HttpSettings { VerifyTls = false })) { Timeout = Timeout.InfiniteTimeSpan };

    /// <exception cref="DeviceException">UNREACHABLE, CONNECTION_REFUSED, CONNECTION_LOST, COMMAND_TIMEOUT, OUTPUT_TOO_LARGE, HTTP_FAILED (TLS), NO_ADDRESS, INVALID_KEY (the client certificate).</exception>
    public async Task<DeviceHttpResponse> SendAsync(ElementConnection element, DeviceHttpRequest request, CancellationToken cancellationToken)
    {
        var uri = Address(element, request.Path);
        var started = time.GetTimestamp();
        using var limit = new CancellationTokenSource(request.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var certificate = uri.Scheme == "https" ? ClientCertificate.Read(element) : null;
            var client = Client(element.Transport.Http, certificate, out var own);
            using var onlyForThis = own;
            using var response = await FollowAsync(client, element, request, uri, both.Token);
            var body = await ReadAsync(response.Content, both.Token);
            return new DeviceHttpResponse((int)response.StatusCode, Headers(response), body, time.GetElapsedTime(started));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new DeviceException(DeviceReason.CommandTimeout, $"{request.Method} {uri.GetLeftPart(UriPartial.Path)} of {element.Name} did not end within {request.Timeout.TotalSeconds:0.###} s.");
        }
        catch (HttpRequestException error)
        {
            throw new SecretMask(element.Secrets).Apply(Failure(element, uri, error));
        }
        catch (IOException)
        {
            throw new DeviceException(DeviceReason.ConnectionLost, $"{element.Name} ended the connection in the middle of its answer.");
        }
    }

    public void Dispose()
    {
        _verifying.Dispose();
        _trusting.Dispose();
    }

    private HttpClient Client(HttpSettings settings, X509Certificate2? certificate, out HttpClient? own)
    {
        // Connections of elements with authorities, names or certificates of their own are not shared: another element's check must not do for them.
        var special = certificate is not null || settings is { VerifyTls: true } and not { TrustedAuthorities: null, ServerName: null };
        own = special ? new HttpClient(DeviceHttpHandler.Create(settings, certificate)) { Timeout = Timeout.InfiniteTimeSpan } : null;
        return own ?? (settings.VerifyTls ? _verifying : _trusting);
    }

    private static Uri Address(ElementConnection element, string path)
    {
        if (element.Address.Length == 0)
            throw new DeviceException(DeviceReason.NoAddress, $"{element.Name} has no management_address. Set it in the inventory.");
        var scheme = element.Transport.Protocol == TransportProtocol.Http ? "http" : "https";
        // A port of ssh is none of HTTP's: an element may have both.
        path = element.Transport.Http.BasePath + path;
        var port = element.Transport is { Port: { } set, Protocol: TransportProtocol.Http or TransportProtocol.Https } ? set : scheme == "http" ? 80 : 443;
        var host = element.Address.Contains(':') ? $"[{element.Address}]" : element.Address;
        return Uri.TryCreate($"{scheme}://{host}:{port}{path}", UriKind.Absolute, out var uri)
            ? uri
            : throw new DeviceException(DeviceReason.Unreachable, $"'{element.Address}' of {element.Name} is no host name or IP address.");
    }

    private static async Task<HttpResponseMessage> FollowAsync(HttpClient client, ElementConnection element, DeviceHttpRequest request, Uri uri, CancellationToken cancellationToken)
    {
        for (var redirects = 0; ; redirects++)
        {
            using var message = Message(element, request, uri);
            var response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            // Only what reads may be repeated elsewhere.
            if ((int)response.StatusCode is < 301 or > 308 || redirects == MaxRedirects || (request.Method != HttpMethod.Get && request.Method != HttpMethod.Head)
                || Next(uri, response.Headers.Location) is not { } next)
                return response;
            response.Dispose();
            uri = next;
        }
    }

    // The credentials never leave the element: another port of its address may be another device (behind NAT), so that only the step from HTTP to HTTPS,
    // both at their own ports, leads to another port. Null for a place that is not followed.
    private static Uri? Next(Uri uri, Uri? location) => location is not null && Uri.TryCreate(uri, location, out var next) && next.Host == uri.Host
        && ((next.Scheme == uri.Scheme && next.Port == uri.Port) || (uri is { Scheme: "http", IsDefaultPort: true } && next is { Scheme: "https", IsDefaultPort: true })) ? next : null;

    private static HttpRequestMessage Message(ElementConnection element, DeviceHttpRequest request, Uri uri)
    {
        var message = new HttpRequestMessage(request.Method, uri);
        var headers = new Dictionary<string, string>(element.Transport.Http.Headers, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in request.Headers)
            headers[name] = value;
        if (request.Body.Length > 0 || headers.Keys.Any(IsContent))
            message.Content = new ByteArrayContent(request.Body);
        foreach (var (name, value) in headers)
        {
            if (IsContent(name))
                message.Content!.Headers.TryAddWithoutValidation(name, value);
            else
                message.Headers.TryAddWithoutValidation(name, value);
        }

        if (Authorization(element) is { } authorization)
            message.Headers.Authorization = authorization;
        return message;
    }

    private static bool IsContent(string name) => name.StartsWith("content-", StringComparison.OrdinalIgnoreCase);

    private static AuthenticationHeaderValue? Authorization(ElementConnection element)
    {
        var (username, settings) = (element.Transport.Username, element.Transport.Http);
        var token = settings.Token ?? (username is null ? element.Password : null);
        var kind = settings.Authentication ?? (token is not null ? HttpAuthentication.Bearer : element.Password is null ? HttpAuthentication.None : HttpAuthentication.Basic);
        return kind switch
        {
            HttpAuthentication.Basic => new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{username}:{element.Password}"))),
            HttpAuthentication.Bearer => new AuthenticationHeaderValue("Bearer", settings.Token ?? element.Password),
            _ => null,
        };
    }

    private static Dictionary<string, string> Headers(HttpResponseMessage response) => response.Headers.NonValidated
        .Concat(response.Content.Headers.NonValidated)
        .GroupBy(header => header.Key.ToLowerInvariant())
        .ToDictionary(group => group.Key, group => string.Join(", ", group.SelectMany(header => header.Value)));

    private static async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[16384];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            body.Write(buffer, 0, count);
            if (body.Length > MaxBody)
                throw new DeviceException(DeviceReason.OutputTooLarge, $"The answer is larger than {MaxBody / 1024} KiB. Ask for less, page by page for instance.");
        }

        return body.ToArray();
    }

    private static DeviceException Failure(ElementConnection element, Uri uri, HttpRequestException error)
    {
        var server = $"{uri.Scheme}://{uri.Authority}";
        return (error.HttpRequestError, error.InnerException) switch
        {
            (HttpRequestError.NameResolutionError, _) => new DeviceException(DeviceReason.Unreachable, $"The name '{uri.Host}' does not resolve. Check the management_address of {element.Name}.", error),
            (HttpRequestError.ConnectionError, SocketException { SocketErrorCode: SocketError.ConnectionRefused }) => new DeviceException(DeviceReason.ConnectionRefused, $"{element.Name} refused the connection: nothing listens at {server}. Check transport_settings.port and protocol.", error),
            (HttpRequestError.ConnectionError, _) => new DeviceException(DeviceReason.Unreachable, $"{element.Name} cannot be reached at {server} ({error.InnerException?.Message}).", error),
            (HttpRequestError.SecureConnectionError, AuthenticationException tls) => new DeviceException(DeviceReason.HttpFailed, $"TLS with {element.Name} at {server} failed: {tls.Message} For a device with a certificate of its own set transport_settings.tls_ca, or verify_tls to false.", error),
            (HttpRequestError.SecureConnectionError, _) => new DeviceException(DeviceReason.HttpFailed, $"{server} of {element.Name} does not speak TLS. Set transport_settings.protocol to http if it speaks HTTP in clear.", error),
            (HttpRequestError.ResponseEnded, _) or (HttpRequestError.Unknown, IOException) => new DeviceException(DeviceReason.ConnectionLost, $"{element.Name} at {server} ended the connection without an answer.", error),
            _ => new DeviceException(DeviceReason.HttpFailed, $"What answers at {server} for {element.Name} is no HTTP server that the gateway understands ({error.HttpRequestError}: {error.Message}).", error),
        };
    }
}
