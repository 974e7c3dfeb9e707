using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;

namespace Flux.ScriptRunner.Sandbox.Channel;

/// <summary>
/// Frames over a connected socket: one byte of kind, four bytes of length (little endian), payload. The peer is hostile:
/// a length is checked before anything is allocated for it.
/// </summary>
internal sealed class FrameChannel(Socket socket) : IDisposable
{
    private const int HeaderSize = 5;
    // Not from a pool: a receive that is cut off by Dispose must not land in memory that another run has got meanwhile.
    private byte[] _buffer = new byte[2048];
    private int _start, _end;

    /// <summary>Whether something has arrived, or the peer has closed.</summary>
    public bool HasInput => socket.Poll(0, SelectMode.SelectRead);

    /// <summary>The next frame; null when the peer has closed, or when this channel has been closed meanwhile.</summary>
    /// <param name="maximum">The most bytes a frame of a kind may have; null for kinds that may not come now.</param>
    /// <exception cref="FrameException">The frame is of a wrong kind or above its cap.</exception>
    public async ValueTask<Frame?> ReadAsync(Func<FrameKind, int?> maximum)
    {
        if (!await FillAsync(HeaderSize))
            return null;
        var kind = (FrameKind)_buffer[_start];
        var length = BinaryPrimitives.ReadUInt32LittleEndian(_buffer.AsSpan(_start + 1));
        if (maximum(kind) is not { } limit)
            throw new FrameException(kind, length, $"unexpected frame 0x{(byte)kind:x2}");
        if (length > limit)
            throw new FrameException(kind, length, $"frame '{kind}' of {length} bytes, above its cap of {limit}");
        _start += HeaderSize;
        if (!await FillAsync((int)length))
            return null;
        var frame = new Frame(kind, _buffer.AsMemory(_start, (int)length));
        _start += (int)length;
        return frame;
    }

    /// <summary>Sends frames in one go. A peer that is gone is no error here: reading tells.</summary>
    public async ValueTask WriteAsync(params (FrameKind Kind, ReadOnlyMemory<byte> Payload)[] frames)
    {
        var size = frames.Sum(f => HeaderSize + f.Payload.Length);
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            var at = 0;
            foreach (var (kind, payload) in frames)
            {
                buffer[at] = (byte)kind;
                BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(at + 1), (uint)payload.Length);
                payload.CopyTo(buffer.AsMemory(at + HeaderSize));
                at += HeaderSize + payload.Length;
            }
            for (var sent = 0; sent < size;)
                sent += await socket.SendAsync(buffer.AsMemory(sent, size - sent));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The child died or was killed; the next read returns null.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Makes a pending read return null.</summary>
    public void Close()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Already closed.
        }
    }

    public void Dispose() => socket.Dispose();

    private async ValueTask<bool> FillAsync(int count)
    {
        if (_end - _start >= count)
            return true;
        Reserve(count);
        while (_end - _start < count)
        {
            int received;
            try
            {
                received = await socket.ReceiveAsync(_buffer.AsMemory(_end));
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return false;
            }
            if (received == 0)
                return false;
            _end += received;
        }
        return true;
    }

    private void Reserve(int count)
    {
        if (_buffer.Length - _start >= count && _buffer.Length > _end)
            return;
        var target = _buffer.Length >= count ? _buffer : GC.AllocateUninitializedArray<byte>(count + HeaderSize);
        Buffer.BlockCopy(_buffer, _start, target, 0, _end - _start);
        (_start, _end) = (0, _end - _start);
        _buffer = target;
    }
}
