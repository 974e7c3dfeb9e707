using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Flux.Notification.Smtp;

/// <summary>Checks the mail server's certificate and says in words what is wrong with it.</summary>
internal sealed class ServerCertificateCheck(SmtpOptions options)
{
    /// <summary>Why the certificate was refused; null when it was not.</summary>
    public string? Finding { get; private set; }

    /// <summary>Options of the handshake: the host's name, the configured authorities or the system's.</summary>
    public SslClientAuthenticationOptions Options()
    {
        var handshake = new SslClientAuthenticationOptions
        {
            TargetHost = options.Host,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            RemoteCertificateValidationCallback = Accept,
        };
        if (options.CaFile is { } file)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(file);
            handshake.CertificateChainPolicy = policy;
        }

        return handshake;
    }

    private bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
            return true;
        var faults = new List<string>();
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            faults.Add("there is none");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            faults.Add($"it is not for the name '{options.Host}'");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
            faults.AddRange((chain?.ChainStatus ?? []).Select(status => status.StatusInformation.Trim().TrimEnd('.')).Distinct());
        Finding = $"the certificate of {options.Destination} ({certificate?.Subject}) is not trusted: {string.Join("; ", faults)}; set --smtp:ca-file to the PEM file of its authority, or correct --smtp:host";
        return false;
    }
}
