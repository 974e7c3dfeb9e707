namespace Flux.DeviceGateway.Elements;

/// <summary>The keys of transport_settings that HTTP uses.</summary>
public sealed record HttpSettings
{
    /// <summary>base_path: put before the path of every request (default: none).</summary>
    public string BasePath { get; init; } = "";

    /// <summary>headers: of every request, unless the request has its own (default: none).</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>http_auth: basic, bearer or none (default: bearer with a token, basic with username and password, else none).</summary>
    public HttpAuthentication? Authentication { get; init; }

    /// <summary>token: for bearer (default: the element's password).</summary>
    public string? Token { get; init; }

    /// <summary>verify_tls: check the certificate (default: true).</summary>
    public bool VerifyTls { get; init; } = true;

    /// <summary>tls_ca: PEM text of the authorities to trust (default: the system's).</summary>
    public string? TrustedAuthorities { get; init; }

    /// <summary>tls_server_name: the name in the certificate, when it is not the address.</summary>
    public string? ServerName { get; init; }
}
