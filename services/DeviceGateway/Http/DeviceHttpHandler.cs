using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Flux.DeviceGateway.Elements;
using Flux.DeviceGateway.Errors;

namespace Flux.DeviceGateway.Http;

/// <summary>Makes HTTP handlers with an element's TLS settings.</summary>
internal static class DeviceHttpHandler
{
    /// <param name="settings">How to check the device's certificate.</param>
    /// <param name="client">What the gateway shows the device; null for nothing. Stays the caller's.</param>
    /// <exception cref="DeviceException">INVALID_TRANSPORT_SETTINGS: tls_ca is no PEM text.</exception>
    [SuppressMessage("Security", "CA5359", Justification = "Only for elements whose verify_tls is false: devices with a certificate that they made themselves.")]
    public static SocketsHttpHandler Create(HttpSettings settings, X509Certificate2? client = null)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
            UseCookies = false, // or one element's session would be sent to the next at the same address
            UseProxy = false,
        };
        if (client is not null)
            handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => client;
        if (!settings.VerifyTls)
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        else if (settings.ServerName is { } name) // the handler compares with the address, whatever its options say
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, errors) => IsNamed(certificate, name) && (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) == 0;
        if (settings is { VerifyTls: true, TrustedAuthorities: { } authorities })
            handler.SslOptions.CertificateChainPolicy = Policy(authorities);
        return handler;
    }

    private static bool IsNamed(X509Certificate? certificate, string name) => certificate is X509Certificate2 shown && shown.MatchesHostname(name);

    private static X509ChainPolicy Policy(string authorities)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPem(authorities);
        }
        catch (CryptographicException error)
        {
            throw new DeviceException(DeviceReason.InvalidTransportSettings, $"transport_settings.tls_ca cannot be read: {error.Message}", error);
        }

        return policy.CustomTrustStore.Count > 0 ? policy : throw new DeviceException(DeviceReason.InvalidTransportSettings, "transport_settings.tls_ca holds no certificate; it must be PEM text.");
    }
}
