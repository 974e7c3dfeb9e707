using System.Buffers;
using System.IO.Pipelines;
using Grpc.Core;
using Grpc.Net.Compression;
using Grpc.Shared;

namespace Grpc.AspNetCore.Server.Internal;

internal sealed partial class HttpServerCallContext
{
    private readonly MessageDeserializer _deserializer = new(options.MaxReceiveMessageSize);
    // A client that has the status closes its side at once; one that does not is left to Kestrel.
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(1);

    private ICompressionProvider? _requestCompression;

    // The client has sent all it had to send.
    public bool RequestEnded { get; private set; }

    // The service ended before the client did. If the request were given up now, Kestrel would reset the stream and, since the client's end may be on its
    // way, keep it for five seconds; a few hundred of those and it refuses the connection's further calls. So the status goes out and the client's end is awaited.
    public async ValueTask DrainRequestAsync()
    {
        try
        {
            await http.Response.CompleteAsync();
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
            patience.CancelAfter(ClosePatience);
            var reader = http.Request.BodyReader;
            while (await reader.ReadAsync(patience.Token) is { IsCompleted: false } result)
                reader.AdvanceTo(result.Buffer.End);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or InvalidOperationException or Microsoft.AspNetCore.Http.BadHttpRequestException)
        {
            // The stream is closed one way or another.
        }
    }

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
                RequestEnded = result.IsCompleted;
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
