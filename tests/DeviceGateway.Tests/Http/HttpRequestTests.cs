using System.Security.Cryptography.X509Certificates;
using System.Text;
using Flux.Contracts.Device.V1;
using Flux.DeviceGateway.Elements;
using Flux.DeviceGateway.Tests.Ssh;
using Flux.DeviceGateway.Tests.Support;
using Flux.Hosting;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Flux.DeviceGateway.Tests.Http;

public sealed class HttpRequestTests : IAsyncLifetime
{
    private GatewayHost _gateway = null!;
    private HttpDevice _device = null!;

    public async Task InitializeAsync()
    {
        _gateway = await GatewayHost.StartAsync();
        _device = await HttpDevice.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _device.DisposeAsync();
    }

    [Fact]
    public async Task HttpRequest_PostSoap_SendsAllAndReadsAll()
    {
        var answer = await SendAsync(Element(), new HttpRequestRequest
        {
            Method = "POST",
            Path = "/echo?a=b",
            Headers = { ["Content-Type"] = "text/xml; charset=utf-8", ["SOAPAction"] = "\"urn:reboot\"" },
            Body = ByteString.CopyFromUtf8("<soap/>"),
        });

        Assert.Equal(202, answer.StatusCode);
        Assert.Equal("<soap/>", answer.Body.ToStringUtf8());
        Assert.Equal("POST", answer.Headers["x-method"]);
        Assert.Equal("text/xml; charset=utf-8", answer.Headers["x-type"]);
        Assert.Equal("\"urn:reboot\"", answer.Headers["x-soap-action"]);
        Assert.Equal("?a=b", answer.Headers["x-query"]);
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("admin:the-secret")), answer.Headers["x-authorization"]);
    }

    [Theory]
    [InlineData(HttpAuthentication.Bearer, "Bearer the-secret")]
    [InlineData(HttpAuthentication.None, "")]
    public async Task HttpRequest_Authentication_ComesFromTheElement(HttpAuthentication kind, string header)
    {
        var answer = await SendAsync(Element(transport => transport with { Http = new HttpSettings { Authentication = kind } }), Get("/echo"));

        Assert.Equal(header, answer.Headers.GetValueOrDefault("x-authorization", ""));
    }

    [Fact]
    public async Task HttpRequest_BasePathHeadersAndToken_ComeFromTheElement()
    {
        var http = new HttpSettings { BasePath = "/echo?base=", Headers = new Dictionary<string, string> { ["SOAPAction"] = "default", ["Content-Type"] = "text/plain" }, Token = "tkn" };

        var answer = await SendAsync(Element(transport => transport with { Http = http }), new HttpRequestRequest { Method = "POST", Path = "/x", Headers = { ["soapaction"] = "own" } });

        Assert.Equal("?base=/x", answer.Headers["x-query"]);
        Assert.Equal("own", answer.Headers["x-soap-action"]);
        Assert.Equal("text/plain", answer.Headers["x-type"]);
        Assert.Equal("Bearer tkn", answer.Headers["x-authorization"]);
    }

    [Theory]
    [InlineData("/moved", 202)]
    [InlineData("/elsewhere", 302)]
    [InlineData("/circle", 302)]
    [InlineData("/nothing", 404)]
    public async Task HttpRequest_Redirects_StayWithTheElementAndEnd(string path, int status) =>
        Assert.Equal(status, (await SendAsync(Element(), Get(path))).StatusCode);

    [Theory]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("//")]
    [InlineData("http://[::1")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://127.0.0.1:1/")]
    public async Task HttpRequest_RedirectToAnotherPortOrToNoPlace_IsAnsweredAsItCame(string place)
    {
        var answer = await SendAsync(Element(), Get("/to?place=" + Uri.EscapeDataString(place)));

        Assert.Equal((302, place), (answer.StatusCode, answer.Headers["location"]));
    }

    [Theory]
    [InlineData("Content-Length", "5")]
    [InlineData("X-Name", "é")]
    public async Task HttpRequest_HeaderThatCannotBeSent_IsRefused(string name, string value)
    {
        var error = await GatewayHost.FailAsync(() => SendAsync(Element(), new HttpRequestRequest { Method = "POST", Path = "/echo", Headers = { [name] = value } }));

        Assert.Equal(StatusCode.InvalidArgument, error.Code);
        Assert.Contains($"headers[{name}]", error.Message);
    }

    [Fact]
    public async Task HttpRequest_CertificateOfItsOwn_NeedsTheCertificateOrTheOptOut()
    {
        await using var device = await HttpDevice.StartAsync(tls: true);
        var strict = Element(transport => transport with { Protocol = TransportProtocol.Https, Port = device.Port });
        var trusting = Element(transport => transport with { Protocol = TransportProtocol.Https, Port = device.Port, Http = new HttpSettings { VerifyTls = false } });

        var knowing = Element(transport => transport with { Protocol = TransportProtocol.Https, Port = device.Port, Http = new HttpSettings { TrustedAuthorities = device.CertificatePem, ServerName = "device" } });
        var other = Element(transport => transport with { Protocol = TransportProtocol.Https, Port = device.Port, Http = new HttpSettings { TrustedAuthorities = device.CertificatePem } });

        var error = await GatewayHost.FailAsync(() => SendAsync(strict, Get("/echo")));
        var misnamed = await GatewayHost.FailAsync(() => SendAsync(other, Get("/echo")));

        Assert.Equal((StatusCode.FailedPrecondition, "HTTP_FAILED"), (error.Code, error.Reason));
        Assert.Contains("verify_tls", error.Message);
        Assert.Equal("HTTP_FAILED", misnamed.Reason);
        Assert.Equal(202, (await SendAsync(trusting, Get("/echo"))).StatusCode);
        Assert.Equal(202, (await SendAsync(knowing, Get("/echo"))).StatusCode);
    }

    [Fact]
    public async Task HttpRequest_Failures_EachHasItsReason()
    {
        async Task<(StatusCode, string)> Reason(long element, HttpRequestRequest request)
        {
            var error = await GatewayHost.FailAsync(() => SendAsync(element, request));
            return (error.Code, error.Reason);
        }

        var slow = Get("/slow");
        slow.Timeout = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(200));
        using var silent = new TcpStub(_ => null);
        using var ssh = new TcpStub(_ => "SSH-2.0-OpenSSH_9.2\r\n"u8.ToArray());

        Assert.Equal((StatusCode.DeadlineExceeded, "COMMAND_TIMEOUT"), await Reason(Element(), slow));
        Assert.Equal((StatusCode.FailedPrecondition, "OUTPUT_TOO_LARGE"), await Reason(Element(), Get("/huge")));
        Assert.Equal((StatusCode.Unavailable, "CONNECTION_LOST"), await Reason(Element(), Get("/broken")));
        Assert.Equal((StatusCode.Unavailable, "CONNECTION_LOST"), await Reason(Element(transport => transport with { Port = silent.Target().Port }), Get("/")));
        Assert.Equal((StatusCode.FailedPrecondition, "HTTP_FAILED"), await Reason(Element(transport => transport with { Port = ssh.Target().Port }), Get("/")));
        Assert.Equal((StatusCode.Unavailable, "CONNECTION_REFUSED"), await Reason(Element(transport => transport with { Port = Flux.Lab.LoopbackPort.Free() }), Get("/")));
        Assert.Equal((StatusCode.FailedPrecondition, "HTTP_FAILED"), await Reason(Element(transport => transport with { Protocol = TransportProtocol.Https }), Get("/")));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("/denied", "AUTHENTICATION_FAILED")]
    public async Task TestConnection_HttpElement_AsksIt(string basePath, string reason)
    {
        var answer = await _gateway.Client.TestConnectionAsync(new TestConnectionRequest { ElementId = Element(transport => transport with { Http = new HttpSettings { BasePath = basePath } }) });

        Assert.Equal(reason.Length == 0, answer.Ok);
        Assert.Equal(reason, answer.Failure?.Reason ?? "");
    }

    [Fact]
    public async Task HttpRequest_BadRequest_NamesEveryField()
    {
        var request = new HttpRequestRequest { Method = "FETCH", Path = "http://elsewhere/", Headers = { ["Authorization"] = "Basic x", ["A"] = "one\r\ntwo" } };

        var error = await Assert.ThrowsAsync<RpcException>(async () => await _gateway.Client.HttpRequestAsync(request));

        Assert.Equal(
            ["element_id", "headers[A]", "headers[Authorization]", "method", "path"],
            error.GetViolations().Select(violation => violation.Field).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task HttpRequest_ElementWithAClientCertificate_ShowsItToThatDeviceOnly(bool keyBeside)
    {
        await using var device = await HttpDevice.StartAsync(tls: true);
        using var client = HttpDevice.Certificate("CN=netops");
        var (certificate, key) = (client.ExportCertificatePem(), client.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        long Secure(Func<ElementConnection, ElementConnection> change) => Element(
            transport => transport with { Protocol = TransportProtocol.Https, Port = device.Port, Http = new HttpSettings { VerifyTls = false } }, change);

        var shown = await SendAsync(Secure(element => keyBeside ? element with { Certificate = certificate, PrivateKey = key } : element with { Certificate = certificate + "\n" + key }), Get("/echo"));
        var other = await SendAsync(Secure(element => element), Get("/echo"));
        var error = await GatewayHost.FailAsync(() => SendAsync(Secure(element => element with { Certificate = certificate }), Get("/echo")));

        Assert.Equal(("CN=netops", "nobody"), (shown.Headers["x-client"], other.Headers["x-client"]));
        Assert.Equal((StatusCode.FailedPrecondition, "INVALID_KEY"), (error.Code, error.Reason));
    }

    private static HttpRequestRequest Get(string path) => new() { Method = "GET", Path = path };

    private long Element(Func<TransportSettings, TransportSettings>? change = null, Func<ElementConnection, ElementConnection>? more = null)
    {
        var transport = new TransportSettings { Protocol = TransportProtocol.Http, Port = _device.Port, Username = "admin" };
        return _gateway.Elements.Add(id => new ElementConnection { Id = id, Name = "web1", Address = "127.0.0.1", Transport = change?.Invoke(transport) ?? transport, Password = "the-secret" }, more);
    }

    private async Task<HttpRequestResponse> SendAsync(long element, HttpRequestRequest request)
    {
        request.ElementId = element;
        return await _gateway.Client.HttpRequestAsync(request);
    }
}
