using System.Net;
using System.Net.Sockets;
using Flux.Hosting.ProbeHost;
using Flux.Hosting.Tests.Support;
using Google.Rpc;
using Grpc.Core;

namespace Flux.Hosting.Tests;

public sealed class DownstreamTests
{
    [Fact]
    public async Task Relay_TargetAnswers_AnswerComesBack()
    {
        await using var target = await ProbeServer.StartAsync();
        await using var front = await ProbeServer.StartBeforeAsync(target.Address);
        Assert.Equal("hi", (await front.Client.DoAsync(Relay("", "hi"))).Text);
        Assert.Equal("hi", (await front.Client.DoAsync(Relay("", "hi", "relay-stream"))).Text);
    }

    [Fact]
    public async Task Relay_NotFoundBelow_KeepsDetailsAndNamesTheService()
    {
        await using var target = await ProbeServer.StartAsync();
        await using var front = await ProbeServer.StartBeforeAsync(target.Address);
        foreach (var kind in new[] { "relay", "relay-stream" })
        {
            var error = await FailAsync(front, Relay("not-found", "x", kind));
            Assert.Equal((StatusCode.NotFound, "flux-inventory: task 'x' does not exist"), (error.StatusCode, error.Status.Detail));
            Assert.Equal("NOT_FOUND", error.GetReason());
            Assert.Equal("flux-inventory", error.GetErrorInfo()!.Metadata["service"]);
            Assert.Equal("x", error.GetDetail<ResourceInfo>()!.ResourceName);
            Assert.Single(error.GetRichStatus()!.Details, d => d.Is(ErrorInfo.Descriptor));
        }
    }

    [Fact]
    public async Task Relay_InternalBelow_StaysInternalWithOneCorrelation()
    {
        await using var target = await ProbeServer.StartAsync();
        await using var front = await ProbeServer.StartBeforeAsync(target.Address);
        var error = await FailAsync(front, Relay("throw", "x"), new Metadata { { Correlation.Header, "join-7" } });
        Assert.Equal(StatusCode.Internal, error.StatusCode);
        Assert.DoesNotContain("secret", error.Status.Detail);
        Assert.Equal("join-7", error.GetErrorInfo()!.Metadata["correlation_id"]);
        Assert.Contains(target.Log.Records, r => r.Id == 115 && r.Text.Contains("join-7"));
    }

    [Fact]
    public async Task Relay_NobodyListens_UnavailableNamesTheService()
    {
        await using var front = await ProbeServer.StartBeforeAsync(new Uri($"http://127.0.0.1:{FreePort()}"));
        var error = await FailAsync(front, Relay("", ""));
        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        Assert.StartsWith("flux-inventory: ", error.Status.Detail);
        Assert.Equal("DOWNSTREAM_UNAVAILABLE", error.GetReason());
    }

    [Fact]
    public async Task Relay_CallerCancels_TargetIsCancelledToo()
    {
        await using var target = await ProbeServer.StartAsync();
        await using var front = await ProbeServer.StartBeforeAsync(target.Address);
        using var source = new CancellationTokenSource();
        using var call = front.Client.DoAsync(Relay("wait", ""), cancellationToken: source.Token);
        await target.Events.Started;
        await source.CancelAsync();
        await target.Events.Cancelled;
        await Assert.ThrowsAsync<RpcException>(async () => await call);
    }

    [Fact]
    public async Task Relay_CallersDeadline_ReachesTheTarget()
    {
        await using var target = await ProbeServer.StartAsync();
        await using var front = await ProbeServer.StartBeforeAsync(target.Address);
        var seen = (await front.Client.DoAsync(Relay("deadline", ""), deadline: DateTime.UtcNow.AddSeconds(12))).Text;
        Assert.InRange(int.Parse(seen), 1, 12);
    }

    [Fact]
    public async Task Relay_NoDeadline_UnaryGetsTheDefaultAndStreamsNone()
    {
        await using var target = await ProbeServer.StartAsync();
        await using var front = await ProbeServer.StartBeforeAsync(target.Address, "--call-timeout", "00:10:00");
        Assert.InRange(int.Parse((await front.Client.DoAsync(Relay("deadline", ""))).Text), 500, 600);
        Assert.Equal("none", (await front.Client.DoAsync(Relay("deadline", "", "relay-stream"))).Text);
    }

    [Fact]
    public async Task Correlation_GivenId_ReachesTheTargetAndComesBack()
    {
        await using var target = await ProbeServer.StartAsync();
        await using var front = await ProbeServer.StartBeforeAsync(target.Address);
        using var call = front.Client.DoAsync(Relay("correlation", ""), new Metadata { { Correlation.Header, "run-42" } });
        Assert.Equal("run-42", (await call).Text);
        Assert.Equal("run-42", call.GetTrailers().GetValue(Correlation.Header));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("two words")]
    public async Task Correlation_NoneOrBad_NewIdIsMade(string? id)
    {
        await using var target = await ProbeServer.StartAsync();
        using var call = target.Client.DoAsync(new ProbeRequest { Action = "correlation" }, id is null ? null : new Metadata { { Correlation.Header, id } });
        var seen = (await call).Text;
        Assert.Equal(32, seen.Length);
        Assert.Equal(seen, call.GetTrailers().GetValue(Correlation.Header));
    }

    [Fact]
    public async Task Target_KilledInMidCall_UnavailableNotAHang()
    {
        await using var target = ProbeProcess.Start("--port", "0");
        await using var front = await ProbeServer.StartBeforeAsync(await target.Address);
        using var unary = front.Client.DoAsync(Relay("wait", ""));
        using var stream = front.Client.Watch(new ProbeRequest { Action = "wait" });
        using var direct = global::Grpc.Net.Client.GrpcChannel.ForAddress(await target.Address);
        using var watch = new Probe.ProbeClient(direct).Watch(new ProbeRequest { Action = "wait" });
        Assert.True(await watch.ResponseStream.MoveNext());
        // The relayed call is under way once the target answered a call made after it on the same connection.
        await front.Client.DoAsync(Relay("", ""));
        target.Kill();
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(async () => await unary)).StatusCode);
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => watch.ResponseStream.MoveNext())).StatusCode);
    }

    private static ProbeRequest Relay(string action, string text, string kind = "relay") =>
        new() { Action = kind, Next = new ProbeRequest { Action = action, Text = text } };

    private static async Task<RpcException> FailAsync(ProbeServer server, ProbeRequest request, Metadata? headers = null) =>
        await Assert.ThrowsAsync<RpcException>(async () => await server.Client.DoAsync(request, headers));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
