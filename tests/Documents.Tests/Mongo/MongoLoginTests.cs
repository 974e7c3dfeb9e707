using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Flux.Documents.Tests.Mongo;

/// <summary>TLS and SCRAM by connection string.</summary>
public sealed class MongoLoginTests : IAsyncLifetime, IDisposable
{
    private readonly TempDirectory directory = new();
    private MongoServer? server;

    public async Task InitializeAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllTextAsync(Authority, certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(ServerFile, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
        server = await MongoServer.StartAsync(replicaSet: true, "--user", "flux:p@ss:word", "--certificate", ServerFile);
    }

    public async Task DisposeAsync() => await server!.DisposeAsync();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Open_TlsAndScram_Works()
    {
        await using var store = MongoContract.Open(Uri("flux:p%40ss%3Aword@", $"tls=true&tlsCAFile={Authority}"));
        await store.PutAsync(Device.Type, "1", new Device("r1"), CancellationToken.None);
        Assert.Equal("r1", (await store.GetAsync(Device.Type, "1", CancellationToken.None))!.Value.Name);
    }

    [Theory]
    [InlineData("flux:wrong-word@")]
    [InlineData("other:wrong-word@")]
    public async Task Open_WrongLogin_SaysSoWithoutPassword(string login)
    {
        await using var store = MongoContract.Open(Uri(login, $"tls=true&tlsCAFile={Authority}"));
        var error = await Assert.ThrowsAsync<DocumentStoreUnavailableException>(() => store.CheckAsync(CancellationToken.None));
        Assert.Contains("refused the login", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-word", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_NoLogin_SaysThatRightsAreMissing()
    {
        await using var store = MongoContract.Open(Uri("", $"tls=true&tlsCAFile={Authority}"));
        var error = await Assert.ThrowsAsync<DocumentStoreUnavailableException>(() => store.CheckAsync(CancellationToken.None));
        Assert.Contains("may not do this", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tls=true")]
    [InlineData("tls=false")]
    public async Task Open_ServerNotTrustedOrNoTls_DoesNotConnect(string tls)
    {
        await using var store = MongoContract.Open(Uri("flux:p%40ss%3Aword@", tls));
        await Assert.ThrowsAsync<DocumentStoreUnavailableException>(() => store.CheckAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("http://localhost")]
    [InlineData("mongodb://user:secret-word@")]
    [InlineData("mongodb://user:secret-word@host:port/")]
    public void Open_NoConnectionString_SaysHowToWriteOne(string text)
    {
        var error = Assert.Throws<DocumentStoreUnavailableException>(() => MongoContract.Open(text));
        Assert.Contains("mongodb://USER:PASSWORD@HOST", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", error.ToString(), StringComparison.Ordinal);
    }

    private string Authority => Path.Combine(directory.Path, "ca.pem");

    private string ServerFile => Path.Combine(directory.Path, "server.pem");

    private string Uri(string login, string options) =>
        $"mongodb://{login}127.0.0.1:{server!.Port}/flux?replicaSet=rs0&serverSelectionTimeoutMS=1000&authSource=admin&{options}";
}
