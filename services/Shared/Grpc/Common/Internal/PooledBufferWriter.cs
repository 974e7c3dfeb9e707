using System.Buffers;

namespace Grpc.Shared;

// A growing buffer from the shared pool. After Dispose it is empty and can be used again.
internal sealed class PooledBufferWriter : IBufferWriter<byte>, IDisposable
{
    private const int Initial = 1024;
    private const int Largest = 0x7FFFFFC7;

    private byte[] _buffer = [];
    private int _written;

    public ReadOnlyMemory<byte> WrittenMemory => _buffer.AsMemory(0, _written);

    public ReadOnlySpan<byte> WrittenSpan => _buffer.AsSpan(0, _written);

    public byte[] Array => _buffer;

    public int WrittenCount => _written;

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_buffer.Length - _written), nameof(count));
        _written += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsMemory(_written);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsSpan(_written);
    }

    public void Dispose()
    {
        var buffer = _buffer;
        Abandon();
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    // Leaves the array to the garbage collector, for when somebody may still read it.
    public void Abandon()
    {
        _buffer = [];
        _written = 0;
    }

    // Makes room for so many more bytes, at least one.
    public void Reserve(int sizeHint)
    {
        var needed = Math.Max(sizeHint, 1);
        if (_buffer.Length - _written >= needed)
            return;
        var size = Math.Max(Math.Max(Initial, checked(_written + needed)), (int)Math.Min(Largest, _buffer.Length * 2L));
        var larger = ArrayPool<byte>.Shared.Rent(size);
        _buffer.AsSpan(0, _written).CopyTo(larger);
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
