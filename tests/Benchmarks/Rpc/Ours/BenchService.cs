using System.Collections.Concurrent;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Testing;

namespace Flux.Benchmarks.Rpc.Ours;

/// <summary>Answers at once, so that what is measured is the runtime.</summary>
internal sealed class BenchService : TestService.TestServiceBase
{
    private static readonly ConcurrentDictionary<int, Payload> Payloads = new();

    public override Task<SimpleResponse> UnaryCall(SimpleRequest request, ServerCallContext context) =>
        Task.FromResult(new SimpleResponse { Payload = Zeros(request.ResponseSize) });

    public override async Task StreamingOutputCall(StreamingOutputCallRequest request, IServerStreamWriter<StreamingOutputCallResponse> responseStream, ServerCallContext context)
    {
        var response = new StreamingOutputCallResponse { Payload = Zeros(request.ResponseParameters[0].Size) };
        for (var i = 0; i < request.ResponseParameters.Count; i++)
            await responseStream.WriteAsync(response);
    }

    private static Payload Zeros(int size) =>
        Payloads.GetOrAdd(size, static n => new Payload { Body = UnsafeByteOperations.UnsafeWrap(new byte[n]) });
}
