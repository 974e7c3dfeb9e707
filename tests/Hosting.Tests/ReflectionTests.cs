using Flux.Hosting.Tests.Support;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using V1 = Grpc.Reflection.V1;
using V1Alpha = Grpc.Reflection.V1Alpha;

namespace Flux.Hosting.Tests;

public sealed class ReflectionTests : IAsyncLifetime
{
    private ProbeServer _server = null!;

    public async Task InitializeAsync() => _server = await ProbeServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task ListServices_V1_NamesAllOfThem()
    {
        var answer = await AskAsync(new V1.ServerReflectionRequest { ListServices = "" });
        Assert.Equal(["flux.probe.Probe", "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection"],
            answer.ListServicesResponse.Service.Select(s => s.Name));
    }

    [Theory]
    [InlineData("flux.probe.Probe")]
    [InlineData("flux.probe.Probe.Watch")]
    [InlineData("flux.probe.ProbeRequest")]
    [InlineData("flux.probe.ProbeRequest.next")]
    public async Task FileContainingSymbol_Known_ItsFileFirst(string symbol)
    {
        var answer = await AskAsync(new V1.ServerReflectionRequest { FileContainingSymbol = symbol });
        Assert.Equal("probe.proto", FileDescriptorProto.Parser.ParseFrom(answer.FileDescriptorResponse.FileDescriptorProto[0]).Name);
    }

    [Fact]
    public async Task FileByFilename_V1Alpha_SameFile()
    {
        using var call = new V1Alpha.ServerReflection.ServerReflectionClient(_server.Channel).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(new V1Alpha.ServerReflectionRequest { Host = "h", FileByFilename = "grpc/health/v1/health.proto" });
        Assert.True(await call.ResponseStream.MoveNext());
        var answer = call.ResponseStream.Current;
        Assert.Equal(("h", "h"), (answer.ValidHost, answer.OriginalRequest.Host));
        var file = FileDescriptorProto.Parser.ParseFrom(Assert.Single(answer.FileDescriptorResponse.FileDescriptorProto));
        Assert.Equal("grpc.health.v1", file.Package);
    }

    [Fact]
    public async Task Unknown_Names_NotFoundInTheAnswer()
    {
        V1.ServerReflectionRequest[] requests =
        [
            new() { FileContainingSymbol = "no.Such" }, new() { FileByFilename = "no.proto" }, new() { AllExtensionNumbersOfType = "no.Such" },
            new() { FileContainingExtension = new V1.ExtensionRequest { ContainingType = "no.Such", ExtensionNumber = 1 } },
        ];
        foreach (var request in requests)
            Assert.Equal((int)StatusCode.NotFound, (await AskAsync(request)).ErrorResponse.ErrorCode);
        Assert.Equal((int)StatusCode.InvalidArgument, (await AskAsync(new V1.ServerReflectionRequest())).ErrorResponse.ErrorCode);
    }

    private async Task<V1.ServerReflectionResponse> AskAsync(V1.ServerReflectionRequest request)
    {
        using var call = new V1.ServerReflection.ServerReflectionClient(_server.Channel).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(request);
        await call.RequestStream.CompleteAsync();
        Assert.True(await call.ResponseStream.MoveNext());
        var answer = call.ResponseStream.Current;
        Assert.False(await call.ResponseStream.MoveNext());
        return answer;
    }
}
