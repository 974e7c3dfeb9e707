using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Flux.Lab.Mail;

/// <summary>Makes a certificate authority and one server certificate as PEM files in a directory.</summary>
internal sealed class SinkAuthority(TempDirectory directory)
{
    public string CaFile => directory["ca.pem"];

    public string CertificateFile => directory["server.pem"];

    public string KeyFile => directory["server.key"];

    public void Write(SinkCertificate kind)
    {
        using var known = NewAuthority();
        using var unknown = NewAuthority();
        File.WriteAllText(CaFile, known.ExportCertificatePem());
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var server = NewServer(kind, key, kind == SinkCertificate.Untrusted ? unknown : known);
        File.WriteAllText(CertificateFile, server.ExportCertificatePem());
        File.WriteAllText(KeyFile, key.ExportPkcs8PrivateKeyPem());
    }

    private static X509Certificate2 NewAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=flux lab authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-10), DateTimeOffset.UtcNow.AddDays(10));
    }

    private static X509Certificate2 NewServer(SinkCertificate kind, ECDsa key, X509Certificate2 authority)
    {
        var request = new CertificateRequest("CN=flux lab server", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(kind == SinkCertificate.WrongName ? "other.example.org" : "localhost");
        if (kind != SinkCertificate.WrongName)
            names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        var end = DateTimeOffset.UtcNow.AddDays(kind == SinkCertificate.Expired ? -1 : 9);
        return request.Create(authority, DateTimeOffset.UtcNow.AddDays(-9), end, RandomNumberGenerator.GetBytes(8));
    }
}
