using System.Collections.Concurrent;

namespace Flux.Documents;

/// <summary>Counts the commits per collection and wakes those who wait for one.</summary>
internal sealed class ChangeCounter
{
    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);

    public long Current(string collection) => Of(collection).Current;

    public Task<long> WaitAsync(string collection, long seen, CancellationToken ct) => Of(collection).WaitAsync(seen, ct);

    public void Increment(string collection) => Of(collection).Increment();

    private Entry Of(string collection) => entries.GetOrAdd(collection, static _ => new Entry());

    private sealed class Entry
    {
        private readonly Lock gate = new();
        private TaskCompletionSource<long> next = Source();
        private long count;

        public long Current => Interlocked.Read(ref count);

        public Task<long> WaitAsync(long seen, CancellationToken ct)
        {
            lock (gate)
            {
                return count > seen ? Task.FromResult(count) : next.Task.WaitAsync(ct);
            }
        }

        public void Increment()
        {
            TaskCompletionSource<long> waiting;
            long now;
            lock (gate)
            {
                now = Interlocked.Increment(ref count);
                waiting = next;
                next = Source();
            }

            waiting.SetResult(now);
        }

        private static TaskCompletionSource<long> Source() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
