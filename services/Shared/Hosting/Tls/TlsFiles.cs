using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Flux.Hosting;

// Puts certificates and trust where servers and clients look for them.
internal static class TlsFiles
{
    public static void UseOn(this TlsOptions tls, ListenOptions listen)
    {
        if (tls.CertificateFile is null)
            return;
        var https = new HttpsConnectionAdapterOptions { ServerCertificate = Certificate(tls), ServerCertificateChain = Chain(tls.CertificateFile) };
        if (tls.ClientCaFile is not null)
        {
            var authorities = Chain(tls.ClientCaFile);
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.ClientCertificateValidation = (certificate, _, _) => IsIssuedBy(certificate, authorities);
        }
        listen.UseHttps(https);
    }

    public static SslClientAuthenticationOptions ForClients(this TlsOptions tls)
    {
        var ssl = new SslClientAuthenticationOptions();
        if (tls.CertificateFile is not null)
            ssl.ClientCertificateContext = SslStreamCertificateContext.Create(Certificate(tls), Chain(tls.CertificateFile), offline: true);
        if (tls.CaFile is not null)
            ssl.CertificateChainPolicy = Trusting(Chain(tls.CaFile));
        return ssl;
    }

    private static X509Certificate2 Certificate(TlsOptions tls)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(tls.CertificateFile!, tls.KeyFile);
        }
        catch (CryptographicException e)
        {
            throw new FluxStartException($"options --tls:certificate-file and --tls:key-file: {e.Message}", e);
        }
    }

    private static X509Certificate2Collection Chain(string file)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPemFile(file);
        return certificates.Count > 0 ? certificates : throw new FluxStartException($"there is no certificate in '{file}'");
    }

    private static bool IsIssuedBy(X509Certificate2 certificate, X509Certificate2Collection authorities)
    {
        using var chain = new X509Chain { ChainPolicy = Trusting(authorities) };
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.2"));
        return chain.Build(certificate);
    }

    // Private authorities publish no revocation lists.
    private static X509ChainPolicy Trusting(X509Certificate2Collection authorities)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}
