using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Flux.Grpc.Tests.Support;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Flux.Grpc.Tests;

/// <summary>TLS and mutual TLS: who may talk to whom.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly TestAuthority _other = new();

    [Fact]
    public async Task Tls_TrustedServer_CallWorks()
    {
        await using var server = await StartAsync(_authority.Server("localhost"), mutual: false);
        Assert.Equal("hi", await CallAsync(server, _authority, null));
    }

    [Fact]
    public async Task Tls_OtherAuthority_Unavailable()
    {
        await using var server = await StartAsync(_authority.Server("localhost"), mutual: false);
        await ExpectRefusalAsync(() => CallAsync(server, _other, null));
    }

    [Fact]
    public async Task Tls_CertificateOfAnotherName_Unavailable()
    {
        await using var server = await StartAsync(_authority.Server("elsewhere.example.org", loopback: false), mutual: false);
        await ExpectRefusalAsync(() => CallAsync(server, _authority, null));
    }

    [Fact]
    public async Task Tls_PlainClient_Unavailable()
    {
        await using var server = await StartAsync(_authority.Server("localhost"), mutual: false);
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{server.Address.Port}");
        await ExpectRefusalAsync(async () => (await new Echo.EchoClient(channel).UnaryAsync(new EchoRequest())).Text);
    }

    [Fact]
    public async Task MutualTls_KnownClient_ServiceLearnsItsName()
    {
        await using var server = await StartAsync(_authority.Server("localhost"), mutual: true);
        Assert.Equal("alice.example.org", await CallAsync(server, _authority, _authority.Client("alice.example.org"), "identity"));
    }

    [Fact]
    public async Task MutualTls_NoClientCertificate_Unavailable()
    {
        await using var server = await StartAsync(_authority.Server("localhost"), mutual: true);
        await ExpectRefusalAsync(() => CallAsync(server, _authority, null));
    }

    [Fact]
    public async Task MutualTls_ClientOfAnotherAuthority_Unavailable()
    {
        await using var server = await StartAsync(_authority.Server("localhost"), mutual: true);
        await ExpectRefusalAsync(() => CallAsync(server, _authority, _other.Client("mallory.example.org")));
    }

    [Fact]
    public void Channel_InsecureCredentialsAndHttps_IsRefused() => Assert.Throws<InvalidOperationException>(() =>
        GrpcChannel.ForAddress("https://localhost:1", new GrpcChannelOptions { Credentials = ChannelCredentials.Insecure }));

    public void Dispose()
    {
        _authority.Dispose();
        _other.Dispose();
    }

    private Task<TestServer> StartAsync(X509Certificate2 certificate, bool mutual) => TestServer.StartAsync(listen: listen => listen.UseHttps(new HttpsConnectionAdapterOptions
    {
        ServerCertificate = certificate,
        ClientCertificateMode = mutual ? ClientCertificateMode.RequireCertificate : ClientCertificateMode.NoCertificate,
        ClientCertificateValidation = (client, _, _) => _authority.Issued(client),
    }));

    private static async Task<string> CallAsync(TestServer server, TestAuthority trusted, X509Certificate2? client, string action = "")
    {
        var ssl = new SslClientAuthenticationOptions { CertificateChainPolicy = trusted.Trust() };
        if (client is not null)
            ssl.ClientCertificates = [client];
        using var handler = new SocketsHttpHandler { SslOptions = ssl };
        using var channel = GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions { HttpHandler = handler });
        return (await new Echo.EchoClient(channel).UnaryAsync(new EchoRequest { Text = "hi", Action = action }, deadline: DateTime.UtcNow.AddSeconds(30))).Text;
    }

    private static async Task ExpectRefusalAsync(Func<Task<string>> call)
    {
        var error = await Assert.ThrowsAsync<RpcException>(call);
        Assert.True(error.StatusCode == StatusCode.Unavailable, error.ToString());
    }
}
