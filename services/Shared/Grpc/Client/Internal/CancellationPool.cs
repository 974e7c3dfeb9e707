using System.Collections.Concurrent;

namespace Grpc.Net.Client.Internal;

// Sources of tokens for calls. One that was used once keeps its room for registrations, of which the handler makes several a call.
internal sealed class CancellationPool
{
    private const int Most = 256;

    private readonly ConcurrentQueue<CancellationTokenSource> _free = new();
    private int _count;

    public CancellationTokenSource Rent()
    {
        if (!_free.TryDequeue(out var source))
            return new CancellationTokenSource();
        Interlocked.Decrement(ref _count);
        return source;
    }

    // Only when nobody will use its token again.
    public void Return(CancellationTokenSource source)
    {
        if (!source.TryReset())
            return;
        if (Interlocked.Increment(ref _count) <= Most)
            _free.Enqueue(source);
        else
            Interlocked.Decrement(ref _count);
    }
}
