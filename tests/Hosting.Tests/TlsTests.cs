using System.Net.Security;
using Flux.Grpc.Tests.Support;
using Flux.Hosting.ProbeHost;
using Flux.Hosting.Tests.Support;
using Grpc.Core;
using Grpc.Net.Client;

namespace Flux.Hosting.Tests;

/// <summary>Services that serve and call over TLS by their options.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly TestAuthority _other = new();
    private readonly TemporaryDirectory _files = new();

    [Fact]
    public async Task Services_MutualTls_CallEachOther()
    {
        await using var target = await ProbeServer.StartAsync(Options("target", _authority));
        Assert.Equal("https", target.Address.Scheme);
        await using var front = await ProbeServer.StartAsync(["--discovery:flux-inventory", target.Address.ToString(), .. ClientOptions("front", _authority)]);
        Assert.Equal("hi", await CallAsync(front, _authority));
    }

    [Fact]
    public async Task Service_CertificateOfAnotherAuthority_IsNotLetIn()
    {
        await using var target = await ProbeServer.StartAsync(Options("target", _authority));
        await using var front = await ProbeServer.StartAsync(["--discovery:flux-inventory", target.Address.ToString(), .. ClientOptions("front", _other)]);
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => CallAsync(front, _other))).StatusCode);
    }

    [Fact]
    public async Task Client_WithoutCertificate_IsNotLetIn()
    {
        await using var target = await ProbeServer.StartAsync(Options("target", _authority));
        var error = await Assert.ThrowsAsync<RpcException>(() => CallAsync(target, _authority));
        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
    }

    [Theory]
    [InlineData("--tls:certificate-file", "/no/such/file")]
    [InlineData("--tls:client-ca-file", "/no/such/file")]
    public async Task Options_Incomplete_AreRefused(params string[] args) => await Assert.ThrowsAsync<FluxStartException>(() => ProbeServer.StartAsync(args));

    public void Dispose()
    {
        _authority.Dispose();
        _other.Dispose();
        _files.Dispose();
    }

    // A client that has no certificate of its own.
    private static async Task<string> CallAsync(ProbeServer server, TestAuthority trusted)
    {
        using var handler = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trusted.Trust() } };
        using var channel = GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions { HttpHandler = handler });
        return (await new Probe.ProbeClient(channel).DoAsync(new ProbeRequest { Action = "relay", Next = new ProbeRequest { Text = "hi" } })).Text;
    }

    private string[] Options(string name, TestAuthority authority)
    {
        var (certificate, key) = TestAuthority.Write(authority.Server("localhost"), _files.Path, name);
        return ["--tls:certificate-file", certificate, "--tls:key-file", key, "--tls:client-ca-file", CaFile()];
    }

    // A front that lets any client in, and shows its certificate to the service it calls.
    private string[] ClientOptions(string name, TestAuthority authority)
    {
        var (certificate, key) = TestAuthority.Write(authority.Service(name), _files.Path, name);
        return ["--tls:ca-file", CaFile(), "--tls:certificate-file", certificate, "--tls:key-file", key];
    }

    private string CaFile()
    {
        var file = Path.Combine(_files.Path, "ca.pem");
        File.WriteAllText(file, _authority.Certificate.ExportCertificatePem());
        return file;
    }
}
