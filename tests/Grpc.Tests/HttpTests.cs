using System.Net;
using System.Net.Http.Headers;
using Flux.Grpc.Tests.Support;

namespace Flux.Grpc.Tests;

public sealed class HttpTests(EchoFixture fixture) : IClassFixture<EchoFixture>
{
    private static readonly HttpClient Http = new();

    [Theory]
    [InlineData("POST", "application/json", "flux.test.Echo/Unary", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("POST", "application/grpc-web", "flux.test.Echo/Unary", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("POST", "application/json", "flux.test.Echo/Nope", HttpStatusCode.NotFound)]
    [InlineData("GET", null, "flux.test.Echo/Unary", HttpStatusCode.MethodNotAllowed)]
    [InlineData("PUT", "application/grpc", "flux.test.Echo/Unary", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", null, "nothing", HttpStatusCode.NotFound)]
    public async Task Request_NotGrpc_PlainHttpError(string method, string? contentType, string path, HttpStatusCode expected)
    {
        using var response = await SendAsync(fixture.Server.Address, HttpVersion.Version20, method, contentType, path);
        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Request_OverHttp1_UpgradeRequired()
    {
        using var response = await SendAsync(fixture.Server.Http1Address, HttpVersion.Version11, "POST", "application/grpc", "flux.test.Echo/Unary");
        Assert.Equal(HttpStatusCode.UpgradeRequired, response.StatusCode);
    }

    [Theory]
    [InlineData("application/grpc")]
    [InlineData("application/grpc+proto")]
    [InlineData("application/grpc; charset=utf-8")]
    public async Task Request_GrpcContentTypeVariant_Taken(string contentType)
    {
        using var response = await SendAsync(fixture.Server.Address, HttpVersion.Version20, "POST", contentType, "flux.test.Echo/Unary");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/grpc", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("0", response.TrailingHeaders.GetValues("grpc-status").Single());
    }

    private static async Task<HttpResponseMessage> SendAsync(Uri address, Version version, string method, string? contentType, string path)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri(address, path)) { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        if (contentType is not null)
        {
            request.Content = new ByteArrayContent([0, 0, 0, 0, 0]);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }
        return await Http.SendAsync(request);
    }
}
