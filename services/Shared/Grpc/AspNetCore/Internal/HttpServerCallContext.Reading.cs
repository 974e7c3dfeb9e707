using System.Buffers;
using System.IO.Pipelines;
using Grpc.Core;
using Grpc.Net.Compression;
using Grpc.Shared;

namespace Grpc.AspNetCore.Server.Internal;

internal sealed partial class HttpServerCallContext
{
    private readonly MessageDeserializer _deserializer = new(options.MaxReceiveMessageSize);
    private ICompressionProvider? _requestCompression;

    // The one request of a call; anything but exactly one message is an error.
    public async ValueTask<T> ReadSingleAsync<T>(Marshaller<T> marshaller)
        where T : class
    {
        var message = await ReadNextAsync(marshaller, CancellationToken.None)
            ?? throw new RpcException(new Status(StatusCode.Internal, "Incomplete message."));
        var reader = http.Request.BodyReader;
        while (true)
        {
            var result = await ReadAsync(reader, CancellationToken);
            var more = !result.Buffer.IsEmpty;
            reader.AdvanceTo(result.Buffer.Start);
            if (more)
                throw new RpcException(new Status(StatusCode.Internal, "Additional data after the message received."));
            if (result.IsCompleted)
                return message;
        }
    }

    // The next message; null at the stream's end.
    public async ValueTask<T?> ReadNextAsync<T>(Marshaller<T> marshaller, CancellationToken cancellationToken)
        where T : class
    {
        var own = CancellationToken;
        using var linked = cancellationToken.CanBeCanceled && cancellationToken != own
            ? CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, own)
            : null;
        var token = linked?.Token ?? own;
        var reader = http.Request.BodyReader;
        while (true)
        {
            var result = await ReadAsync(reader, token);
            var buffer = result.Buffer;
            var read = false;
            try
            {
                if (TryReadFrame(ref buffer, out var payload, out var compressed))
                {
                    read = true;
                    return Deserialize(payload, compressed, marshaller);
                }
                if (result.IsCompleted)
                    return buffer.IsEmpty ? null : throw new RpcException(new Status(StatusCode.Internal, "Incomplete message."));
            }
            finally
            {
                reader.AdvanceTo(buffer.Start, read ? buffer.Start : buffer.End);
            }
        }
    }

    private T Deserialize<T>(in ReadOnlySequence<byte> payload, bool compressed, Marshaller<T> marshaller)
    {
        try
        {
            return _deserializer.Deserialize(payload, compressed ? Decompression() : null, marshaller.ContextualDeserializer);
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw new RpcException(new Status(StatusCode.Internal, "Error deserializing request message.", e));
        }
    }

    private bool TryReadFrame(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> payload, out bool compressed)
    {
        payload = default;
        compressed = false;
        if (buffer.Length < FrameHeader.Size)
            return false;
        Span<byte> header = stackalloc byte[FrameHeader.Size];
        buffer.Slice(0, FrameHeader.Size).CopyTo(header);
        var length = FrameHeader.Read(header, options.MaxReceiveMessageSize, out compressed);
        if (buffer.Length - FrameHeader.Size < length)
            return false;
        payload = buffer.Slice(FrameHeader.Size, length);
        buffer = buffer.Slice(payload.End);
        return true;
    }

    private async ValueTask<ReadResult> ReadAsync(PipeReader reader, CancellationToken token)
    {
        try
        {
            return await reader.ReadAsync(token);
        }
        catch (Exception e) when (e is not OperationCanceledException && CancellationToken.IsCancellationRequested)
        {
            // A reset by the client reaches the reader as an I/O error of one kind or another.
            throw new OperationCanceledException("The call was cancelled.", e, CancellationToken);
        }
    }

    private ICompressionProvider Decompression()
    {
        if (_requestCompression is not null)
            return _requestCompression;
        string? encoding = http.Request.Headers[GrpcHeaders.Encoding];
        if (encoding is null or GrpcHeaders.Identity)
            throw new RpcException(new Status(StatusCode.Internal, "Request did not include grpc-encoding value with compressed message."));
        return _requestCompression = options.Compression(encoding) ?? throw UnsupportedEncoding(encoding);
    }
}
