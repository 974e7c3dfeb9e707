using Google.Protobuf;
using Grpc.Core;
using Grpc.Testing;

namespace Flux.Conformance.Interop;

/// <summary>The interop service as its description says.</summary>
internal sealed class TestServiceImpl(StreamCounter counter) : TestService.TestServiceBase
{
    private const string EchoInitial = "x-grpc-test-echo-initial";
    private const string EchoTrailing = "x-grpc-test-echo-trailing-bin";

    public override Task<Empty> EmptyCall(Empty request, ServerCallContext context) => Task.FromResult(new Empty());

    public override async Task<SimpleResponse> UnaryCall(SimpleRequest request, ServerCallContext context)
    {
        ExpectCompression(request.ExpectCompressed, context);
        await EchoMetadataAsync(context);
        context.WriteOptions = OptionsFor(request.ResponseCompressed);
        EndWith(request.ResponseStatus);
        return new SimpleResponse { Payload = Zeros(request.ResponseSize) };
    }

    public override async Task StreamingOutputCall(StreamingOutputCallRequest request, IServerStreamWriter<StreamingOutputCallResponse> responseStream, ServerCallContext context)
    {
        try
        {
            await WriteAsync(request, responseStream, context);
        }
        finally
        {
            counter.CountEnded();
        }
        EndWith(request.ResponseStatus);
    }

    public override async Task<StreamingInputCallResponse> StreamingInputCall(IAsyncStreamReader<StreamingInputCallRequest> requestStream, ServerCallContext context)
    {
        var size = 0;
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            ExpectCompression(request.ExpectCompressed, context);
            size += request.Payload?.Body.Length ?? 0;
        }
        return new StreamingInputCallResponse { AggregatedPayloadSize = size };
    }

    public override async Task FullDuplexCall(IAsyncStreamReader<StreamingOutputCallRequest> requestStream, IServerStreamWriter<StreamingOutputCallResponse> responseStream, ServerCallContext context)
    {
        await EchoMetadataAsync(context);
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            await WriteAsync(request, responseStream, context);
            EndWith(request.ResponseStatus);
        }
    }

    private async Task WriteAsync(StreamingOutputCallRequest request, IServerStreamWriter<StreamingOutputCallResponse> responses, ServerCallContext context)
    {
        foreach (var parameters in request.ResponseParameters)
        {
            if (parameters.IntervalUs > 0)
                await Task.Delay(TimeSpan.FromMicroseconds(parameters.IntervalUs), context.CancellationToken);
            responses.WriteOptions = OptionsFor(parameters.Compressed);
            await responses.WriteAsync(new StreamingOutputCallResponse { Payload = Zeros(parameters.Size) }, context.CancellationToken);
            counter.CountWritten();
        }
    }

    // What the call says of its encoding; whether single messages kept to it is seen on the wire (WireTap).
    private static void ExpectCompression(BoolValue? expected, ServerCallContext context)
    {
        if (expected is null)
            return;
        string? encoding = context.GetHttpContext().Request.Headers["grpc-encoding"];
        if (expected.Value && encoding is null or "identity")
            throw new RpcException(new Status(StatusCode.InvalidArgument, $"A compressed request was announced, its encoding is '{encoding}'."));
    }

    private static async Task EchoMetadataAsync(ServerCallContext context)
    {
        var initial = new Metadata();
        foreach (var entry in context.RequestHeaders)
        {
            if (entry.Key == EchoInitial)
                initial.Add(entry);
            else if (entry.Key == EchoTrailing)
                context.ResponseTrailers.Add(entry);
        }
        if (initial.Count > 0)
            await context.WriteResponseHeadersAsync(initial);
    }

    private static void EndWith(EchoStatus? status)
    {
        if (status is { Code: not 0 })
            throw new RpcException(new Status((StatusCode)status.Code, status.Message));
    }

    private static WriteOptions OptionsFor(BoolValue? compressed) =>
        new(compressed is { Value: true } ? 0 : WriteFlags.NoCompress);

    private static Payload Zeros(int size) => new() { Body = UnsafeByteOperations.UnsafeWrap(new byte[size]) };
}
