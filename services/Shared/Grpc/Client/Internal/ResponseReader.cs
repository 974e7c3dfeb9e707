using System.Buffers;
using Grpc.Core;
using Grpc.Net.Compression;
using Grpc.Shared;

namespace Grpc.Net.Client.Internal;

// Cuts a response body into messages. The buffer grows with what has arrived, never with what a header claims.
internal sealed class ResponseReader(HttpResponseMessage response, ChannelSettings channel)
{
    private const int Initial = 4096;
    private const int Trusted = 128 * 1024;

    private readonly MessageDeserializer _deserializer = new(channel.MaxReceiveMessageSize);
    private ICompressionProvider? _compression;
    private Stream? _stream;
    private byte[] _buffer = [];
    private int _start;
    private int _end;

    // The next message; null at the stream's end.
    public async ValueTask<T?> ReadAsync<T>(Marshaller<T> marshaller, CancellationToken cancellationToken)
        where T : class
    {
        var done = true;
        try
        {
            _stream ??= await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            if (!await FillAsync(FrameHeader.Size, cancellationToken).ConfigureAwait(false))
                return _end == _start ? null : throw Truncated();
            var length = FrameHeader.Read(_buffer.AsSpan(_start), channel.MaxReceiveMessageSize, out var compressed);
            _start += FrameHeader.Size;
            if (!await FillAsync(length, cancellationToken).ConfigureAwait(false))
                throw Truncated();
            var payload = new ReadOnlySequence<byte>(_buffer, _start, length);
            _start += length;
            var message = Deserialize(payload, compressed, marshaller);
            done = false;
            return message;
        }
        finally
        {
            if (done)
                Release();
            else if (_start == _end && _buffer.Length > Initial * 16)
                Release();
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
            throw new RpcException(new Status(StatusCode.Internal, "Error deserializing response message.", e));
        }
    }

    private async ValueTask<bool> FillAsync(int needed, CancellationToken cancellationToken)
    {
        while (_end - _start < needed)
        {
            MakeRoom(needed);
            var read = await _stream!.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            if (read == 0)
                return false;
            _end += read;
        }
        return true;
    }

    private void MakeRoom(int needed)
    {
        if (_end < _buffer.Length && _start + needed <= _buffer.Length)
            return;
        var held = _end - _start;
        if (held < _buffer.Length && needed <= _buffer.Length)
        {
            _buffer.AsSpan(_start, held).CopyTo(_buffer);
        }
        else
        {
            // A peer that announces 4 MB and sends nothing gets no 4 MB; what fits into the trusted size is not copied while it arrives.
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Initial, (int)Math.Min(needed, Math.Max(held * 4L, Trusted))));
            _buffer.AsSpan(_start, held).CopyTo(larger);
            if (_buffer.Length > 0)
                ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        _start = 0;
        _end = held;
    }

    private void Release()
    {
        var buffer = _buffer;
        _buffer = [];
        _start = _end = 0;
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private ICompressionProvider Decompression()
    {
        if (_compression is not null)
            return _compression;
        var encoding = response.Headers.TryGetValues(GrpcHeaders.Encoding, out var values) ? values.First() : GrpcHeaders.Identity;
        if (encoding == GrpcHeaders.Identity)
            throw new RpcException(new Status(StatusCode.Internal, "Received compressed message with 'identity' grpc-encoding."));
        return _compression = channel.Compression(encoding)
            ?? throw new RpcException(new Status(StatusCode.Unimplemented, $"Unsupported grpc-encoding value '{encoding}'. Supported encodings: {channel.AcceptEncoding}"));
    }

    private static RpcException Truncated() => new(new Status(StatusCode.Internal, "Incomplete message."));
}
