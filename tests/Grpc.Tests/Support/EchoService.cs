using System.Text;
using Google.Protobuf;
using Grpc.Core;

namespace Flux.Grpc.Tests.Support;

public sealed class EchoService(EchoProbe probe) : Echo.EchoBase
{
    public override async Task<EchoReply> Unary(EchoRequest request, ServerCallContext context)
    {
        var call = probe.Call();
        switch (request.Action)
        {
            case "status":
                throw new RpcException(new Status((StatusCode)request.Code, request.Text), new Metadata { { "why", "asked" }, { "grpc-status-details-bin", [1, 2, 255] } });
            case "status-property":
                context.Status = new Status((StatusCode)request.Code, request.Text);
                break;
            case "flaky":
                if (call < request.Count)
                    throw new RpcException(new Status(StatusCode.Unavailable, "not yet"));
                break;
            case "throw":
                throw new InvalidOperationException("the secret text");
            case "wait":
                await WaitAsync(context);
                break;
            case "ignore-cancel":
                probe.Start();
                await probe.Released;
                break;
            case "headers":
                await context.WriteResponseHeadersAsync(new Metadata { { "early", "yes" }, { "early-bin", [0, 128] } });
                break;
        }
        foreach (var entry in context.RequestHeaders.Where(h => h.Key.StartsWith("x-", StringComparison.Ordinal)))
            context.ResponseTrailers.Add(entry);
        var text = request.Action switch
        {
            "peer" => context.Peer,
            "identity" => string.Join(',', context.AuthContext.PeerIdentity.Select(identity => identity.Value)),
            "method" => context.Method,
            "host" => context.Host,
            "deadline" => context.Deadline.ToString("O"),
            _ => request.Text,
        };
        return new EchoReply { Text = text, Payload = ByteString.CopyFrom(new byte[request.Size]), Count = request.Action == "port" ? context.GetHttpContext().Connection.LocalPort : call };
    }

    public override async Task ServerStream(EchoRequest request, IServerStreamWriter<EchoReply> responseStream, ServerCallContext context)
    {
        using var registration = context.CancellationToken.Register(probe.Cancel);
        probe.Start();
        for (var i = 0; i < request.Count; i++)
        {
            await responseStream.WriteAsync(new EchoReply { Text = request.Text, Count = i, Payload = ByteString.CopyFrom(new byte[request.Size]) });
            probe.Wrote();
        }
        switch (request.Action)
        {
            case "wait":
                await WaitAsync(context);
                break;
            case "status":
                throw new RpcException(new Status((StatusCode)request.Code, "after the messages"));
        }
    }

    public override async Task<EchoReply> ClientStream(IAsyncStreamReader<EchoRequest> requestStream, ServerCallContext context)
    {
        probe.Start();
        var (count, text) = (0, new StringBuilder());
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            count++;
            text.Append(request.Text);
            if (request.Action == "status")
                throw new RpcException(new Status((StatusCode)request.Code, "enough"));
            if (request.Action == "wait")
                await WaitAsync(context);
        }
        return new EchoReply { Text = text.ToString(), Count = count };
    }

    public override async Task Duplex(IAsyncStreamReader<EchoRequest> requestStream, IServerStreamWriter<EchoReply> responseStream, ServerCallContext context)
    {
        using var registration = context.CancellationToken.Register(probe.Cancel);
        probe.Start();
        while (await requestStream.MoveNext())
        {
            var request = requestStream.Current;
            if (request.Action == "status")
                throw new RpcException(new Status((StatusCode)request.Code, "enough"));
            await responseStream.WriteAsync(new EchoReply { Text = request.Text });
            if (request.Action == "leave")
                return;
        }
    }

    private async Task WaitAsync(ServerCallContext context)
    {
        probe.Start();
        using var registration = context.CancellationToken.Register(probe.Cancel);
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
    }
}
