using System.Diagnostics;
using Flux.Grpc.Tests.Support;
using Grpc.Core;
using Grpc.Net.Client;

namespace Flux.Grpc.Tests.Peers;

/// <summary>Against an implementation that is not ours: grpcio of Debian (package python3-grpcio).</summary>
public sealed class GrpcioPeerTests
{
    [Fact]
    public async Task TheirClient_OurServer_EveryKindAndEnd()
    {
        await using var server = await TestServer.StartAsync(o => o.ResponseCompressionAlgorithm = "gzip");
        using var peer = Start("call", $"127.0.0.1:{server.Address.Port}");
        var (output, error) = (await peer.StandardOutput.ReadToEndAsync(), await peer.StandardError.ReadToEndAsync());
        await peer.WaitForExitAsync();
        Assert.True(output.Contains("all well"), error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("gzip")]
    public async Task OurClient_TheirServer_EveryKindAndEnd(string compression)
    {
        using var peer = Start("serve", compression);
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{await peer.StandardOutput.ReadLineAsync()}");
        var client = new Echo.EchoClient(channel);

        using var unary = client.UnaryAsync(new EchoRequest { Text = "hi" }, new Metadata { { "x-there", "a" }, { "x-there-bin", [0, 1, 255] } });
        Assert.Equal("hi", (await unary).Text);
        var headers = await unary.ResponseHeadersAsync;
        Assert.Equal("1", headers.GetValue("x-first"));
        Assert.Equal<byte>([0, 255], headers.GetValueBytes("x-first-bin")!);
        Assert.Equal("a", unary.GetTrailers().GetValue("x-back"));
        Assert.Equal<byte>([0, 1, 255], unary.GetTrailers().GetValueBytes("x-back-bin")!);

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await client.UnaryAsync(new EchoRequest(), new Metadata { { "x-code", "9" } }));
        Assert.Equal((StatusCode.FailedPrecondition, "50 % of\nÄrger 🙂"), (failure.StatusCode, failure.Status.Detail));
        var late = await Assert.ThrowsAsync<RpcException>(async () =>
            await client.UnaryAsync(new EchoRequest(), new Metadata { { "x-wait", "1" } }, DateTime.UtcNow.AddMilliseconds(200)));
        Assert.Equal(StatusCode.DeadlineExceeded, late.StatusCode);

        using var down = client.ServerStream(new EchoRequest { Text = "s" });
        var count = 0;
        await foreach (var reply in down.ResponseStream.ReadAllAsync())
            count += reply.Text.Length;
        Assert.Equal(1000, count);

        using var up = client.ClientStream();
        await up.RequestStream.WriteAsync(new EchoRequest { Text = "a" });
        await up.RequestStream.WriteAsync(new EchoRequest { Text = "b" });
        await up.RequestStream.CompleteAsync();
        Assert.Equal("ab", (await up).Text);

        using var both = client.Duplex();
        await both.RequestStream.WriteAsync(new EchoRequest { Text = "p" });
        Assert.True(await both.ResponseStream.MoveNext());
        await both.RequestStream.CompleteAsync();
        Assert.False(await both.ResponseStream.MoveNext());

        using var open = client.Duplex();
        await open.RequestStream.WriteAsync(new EchoRequest { Text = "p" });
        Assert.True(await open.ResponseStream.MoveNext());
        peer.Kill();
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => open.ResponseStream.MoveNext())).StatusCode);
    }

    private static Process Start(params string[] args)
    {
        var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = args[0] == "call" };
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Peers", "peer.py"));
        foreach (var arg in args)
            start.ArgumentList.Add(arg);
        return Process.Start(start)!;
    }
}
