using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using Status = Grpc.Core.Status;

namespace Flux.Conformance.BadInput;

/// <summary>Calls one method with random requests and says what is wrong with the answer.</summary>
/// <param name="invoker">The connection.</param>
/// <param name="method">The method.</param>
/// <param name="valid">A good request; half of the requests are made from it. Null if none is known.</param>
internal sealed class RandomCall(CallInvoker invoker, MethodDescriptor method, IMessage? valid)
{
    // Far above what an answer takes. A call that waits by design, as a watch does, ends with DEADLINE_EXCEEDED, which is clean.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WatchLimit = TimeSpan.FromMilliseconds(300);
    private static readonly Marshaller<byte[]> Raw = Marshallers.Create(static bytes => bytes, static bytes => bytes);

    /// <summary>The status, and what is wrong with it or null.</summary>
    public async Task<(StatusCode Status, string? Complaint)> RunAsync(int seed)
    {
        var random = new Random(seed);
        var generator = new MessageGenerator(random);
        var requests = Enumerable.Range(0, method.IsClientStreaming ? random.Next(5) : 1).Select(_ => Request(generator, seed)).ToList();
        try
        {
            await CallAsync([.. requests.Select(request => request.ToByteArray())]);
            return (StatusCode.OK, null);
        }
        catch (RpcException error)
        {
            return (error.StatusCode, Complaint(error) is { } complaint ? $"{method.FullName} seed {seed}: {complaint} {Cut(string.Join(" ", requests))}" : null);
        }
    }

    private IMessage Request(MessageGenerator generator, int seed) =>
        valid is not null && seed % 2 == 0 ? generator.Change(valid) : generator.Next(method.InputType);

    private async Task CallAsync(List<byte[]> requests)
    {
        var type = (method.IsClientStreaming, method.IsServerStreaming) switch
        {
            (false, false) => MethodType.Unary,
            (false, true) => MethodType.ServerStreaming,
            (true, false) => MethodType.ClientStreaming,
            (true, true) => MethodType.DuplexStreaming,
        };
        var definition = new Method<byte[], byte[]>(type, method.Service.FullName, method.Name, Raw, Raw);
        var options = new CallOptions(deadline: DateTime.UtcNow + (type == MethodType.ServerStreaming ? WatchLimit : Limit));
        switch (type)
        {
            case MethodType.Unary:
                await invoker.AsyncUnaryCall(definition, null, options, requests[0]);
                break;
            case MethodType.ServerStreaming:
                using (var call = invoker.AsyncServerStreamingCall(definition, null, options, requests[0]))
                    await DrainAsync(call.ResponseStream);
                break;
            case MethodType.ClientStreaming:
                using (var call = invoker.AsyncClientStreamingCall(definition, null, options))
                {
                    await SendAsync(call.RequestStream, requests);
                    await call;
                }
                break;
            default:
                using (var call = invoker.AsyncDuplexStreamingCall(definition, null, options))
                {
                    await SendAsync(call.RequestStream, requests);
                    await DrainAsync(call.ResponseStream);
                }
                break;
        }
    }

    private static async Task SendAsync(IClientStreamWriter<byte[]> stream, List<byte[]> requests)
    {
        try
        {
            foreach (var request in requests)
                await stream.WriteAsync(request);
            await stream.CompleteAsync();
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException)
        {
            // The server has ended the call; its status comes with the responses.
        }
    }

    private static async Task DrainAsync(IAsyncStreamReader<byte[]> stream)
    {
        while (await stream.MoveNext(CancellationToken.None))
        {
        }
    }

    private static string? Complaint(RpcException error) => error.StatusCode switch
    {
        StatusCode.Internal or StatusCode.Unknown or StatusCode.Unimplemented or StatusCode.DataLoss => Describe(error.Status),
        // The connection itself broke: what one caller sends must not cost the others theirs.
        StatusCode.Unavailable when error.Status.DebugException is HttpRequestException or IOException => Describe(error.Status),
        StatusCode.InvalidArgument when !NamesFields(error) => Describe(error.Status) + " names no field",
        _ => null,
    };

    private static bool NamesFields(RpcException error)
    {
        var bytes = error.Trailers.GetValueBytes("grpc-status-details-bin");
        if (bytes is null)
            return false;
        var requests = Google.Rpc.Status.Parser.ParseFrom(bytes).Details.Where(detail => detail.Is(BadRequest.Descriptor)).ToList();
        var violations = requests.SelectMany(detail => detail.Unpack<BadRequest>().FieldViolations).ToList();
        return violations.Count > 0 && violations.TrueForAll(violation => violation.Field.Length > 0 && violation.Description.Length > 0);
    }

    private static string Describe(Status status) => $"{status.StatusCode} '{Cut(status.Detail)}'";

    private static string Cut(string text) => text.Length > 600 ? text[..600] + "..." : text;
}
