using Flux.Conformance.Interop;
using Flux.Conformance.Peers;
using Flux.Grpc.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Flux.Conformance.Cases;

/// <summary>Google's C core over TLS and mutual TLS on our server.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly TestAuthority _other = new();
    private readonly string _files = Directory.CreateTempSubdirectory("flux-tls").FullName;

    [Fact]
    public async Task PythonClient_TrustedServer_Ok() => Assert.Equal("OK", await CallAsync(mutual: false, _authority, null));

    [Fact]
    public async Task PythonClient_OtherAuthority_Unavailable() => Assert.Equal("UNAVAILABLE", await CallAsync(mutual: false, _other, null));

    [Fact]
    public async Task PythonClient_KnownCertificate_Ok() => Assert.Equal("OK", await CallAsync(mutual: true, _authority, _authority));

    [Fact]
    public async Task PythonClient_NoCertificate_Unavailable() => Assert.Equal("UNAVAILABLE", await CallAsync(mutual: true, _authority, null));

    [Fact]
    public async Task PythonClient_CertificateOfAnotherAuthority_Unavailable() => Assert.Equal("UNAVAILABLE", await CallAsync(mutual: true, _authority, _other));

    public void Dispose()
    {
        _authority.Dispose();
        _other.Dispose();
        Directory.Delete(_files, recursive: true);
    }

    private async Task<string> CallAsync(bool mutual, TestAuthority trusted, TestAuthority? client)
    {
        await using var server = await InteropServer.StartAsync(listen: listen => listen.UseHttps(new HttpsConnectionAdapterOptions
        {
            ServerCertificate = _authority.Server("localhost"),
            ClientCertificateMode = mutual ? ClientCertificateMode.RequireCertificate : ClientCertificateMode.NoCertificate,
            ClientCertificateValidation = (certificate, _, _) => _authority.Issued(certificate),
        }));
        var ca = Path.Combine(_files, "ca.pem");
        await File.WriteAllTextAsync(ca, trusted.Certificate.ExportCertificatePem());
        string[] own = client is null ? [] : [.. Files(TestAuthority.Write(client.Client("python"), _files, "client"))];
        var call = new ProgramCall("/usr/bin/python3", [RepositoryFolders.Copied("Peers", "python", "tls.py"), $"localhost:{server.Port}", ca, .. own], Peer.PythonRemedy);
        var result = await ChildProcess.RunAsync(call, TimeSpan.FromMinutes(1));
        Assert.True(result.ExitCode == 0, result.Errors);
        return result.Output.Trim();
    }

    private static IEnumerable<string> Files((string Certificate, string Key) files) => [files.Certificate, files.Key];
}
