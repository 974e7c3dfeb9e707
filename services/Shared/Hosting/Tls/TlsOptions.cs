using System.ComponentModel.DataAnnotations;

namespace Flux.Hosting;

/// <summary>TLS of the gRPC port and of calls to other services: <c>--tls:certificate-file</c> and so on. All files are PEM. Default: plain text.</summary>
public sealed class TlsOptions : IValidatableObject
{
    /// <summary>The certificate that this service shows, to clients and to the services it calls; intermediates may follow in the file. Default: none.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>The certificate's private key. Default: none.</summary>
    public string? KeyFile { get; set; }

    /// <summary>Authorities of client certificates; a client without a certificate of theirs gets no connection. Default: none, any client may connect.</summary>
    public string? ClientCaFile { get; set; }

    /// <summary>Authorities of the services that are called at https addresses. Default: those of the machine.</summary>
    public string? CaFile { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (CertificateFile is null != KeyFile is null)
            yield return new ValidationResult("certificate and key go together", [CertificateFile is null ? nameof(CertificateFile) : nameof(KeyFile)]);
        if (ClientCaFile is not null && CertificateFile is null)
            yield return new ValidationResult("needs --tls:certificate-file and --tls:key-file too", [nameof(ClientCaFile)]);
        foreach (var (name, file) in new[] { (nameof(CertificateFile), CertificateFile), (nameof(KeyFile), KeyFile), (nameof(ClientCaFile), ClientCaFile), (nameof(CaFile), CaFile) })
        {
            if (file is not null && !File.Exists(file))
                yield return new ValidationResult($"there is no file '{file}'", [name]);
        }
    }
}
