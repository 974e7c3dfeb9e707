using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Flux.DeviceGateway.Elements;
using Flux.DeviceGateway.Errors;

namespace Flux.DeviceGateway.Http;

/// <summary>Reads the certificate by which an element knows the gateway.</summary>
internal static class ClientCertificate
{
    /// <summary>Null when the element has none. Its private key stands in the same text, or is the element's key.</summary>
    /// <exception cref="DeviceException">INVALID_KEY.</exception>
    public static X509Certificate2? Read(ElementConnection element)
    {
        if (element.Certificate is not { } certificate)
            return null;
        var key = certificate.Contains("PRIVATE KEY-----", StringComparison.Ordinal) ? certificate : element.PrivateKey ?? "";
        try
        {
            return key.Contains("-----BEGIN ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal)
                ? X509Certificate2.CreateFromEncryptedPem(certificate, key, element.Transport.Passphrase ?? element.Password)
                : X509Certificate2.CreateFromPem(certificate, key);
        }
        catch (CryptographicException error)
        {
            throw new DeviceException(DeviceReason.InvalidKey,
                $"The client certificate of {element.Name} cannot be used ({error.Message}) It must be PEM text; its private key stands in the same text or is the element's key, as PEM text too, and an encrypted one needs transport_settings.passphrase.", error);
        }
    }
}
