using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using static Flux.DeviceGateway.Ssh.Libssh.PosixNative;

namespace Flux.DeviceGateway.Ssh.Libssh;

/// <summary>
/// One thread on which every SSH session lives. An operation is an async method that runs here: where libssh says
/// "again" it awaits the socket, and poll(2) resumes it. So the number of threads does not grow with the sessions,
/// no session is used by two threads, and a cancelled wait is over at once.
/// </summary>
internal sealed class SshLoop : SynchronizationContext, IDisposable
{
    private const int EventFdFlags = 0x80800; // EFD_CLOEXEC | EFD_NONBLOCK

    private readonly ConcurrentQueue<(SendOrPostCallback Callback, object? State)> _work = new();
    private readonly HashSet<PollSource> _sources = [];
    private readonly int _wake = eventfd(0, EventFdFlags);
    private readonly Thread _thread;
    private volatile bool _stopping;

    public SshLoop()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "ssh-loop" };
        _thread.Start();
    }

    /// <summary>Runs an operation on the loop's thread.</summary>
    public Task<T> RunAsync<T>(Func<Task<T>> operation)
    {
        ObjectDisposedException.ThrowIf(_stopping, this);
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(Start, null);
        return done.Task;

        async void Start(object? _)
        {
            try
            {
                done.TrySetResult(await operation());
            }
            catch (OperationCanceledException cancelled)
            {
                done.TrySetCanceled(cancelled.CancellationToken);
            }
            catch (Exception error)
            {
                done.TrySetException(error);
            }
        }
    }

    /// <summary>Waits until the source's socket is ready. Only on the loop's thread.</summary>
    public async Task WaitAsync(PollSource source, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var wait = source.Add();
        _sources.Add(source);
        await using var cancellation = cancellationToken.UnsafeRegister(_ => Post(Cancel, null), null);
        await wait.Task;

        void Cancel(object? state)
        {
            source.Remove(wait);
            wait.TrySetCanceled(cancellationToken);
        }
    }

    /// <summary>Calls the source's <see cref="PollSource.Idle"/> until it has none. Only on the loop's thread.</summary>
    public void Watch(PollSource source) => _sources.Add(source);

    /// <summary>Queues work for the loop's thread.</summary>
    public override void Post(SendOrPostCallback d, object? state)
    {
        _work.Enqueue((d, state));
        Wake();
    }

    /// <summary>Ends the thread; operations that still wait never end, so close the sessions before.</summary>
    public void Dispose()
    {
        if (_stopping)
            return;
        _stopping = true;
        Wake();
        _thread.Join();
        _ = close(_wake);
    }

    private unsafe void Wake()
    {
        if (Thread.CurrentThread == _thread)
            return;
        ulong one = 1;
        _ = write(_wake, &one, sizeof(ulong));
    }

    private void Run()
    {
        SetSynchronizationContext(this);
        var descriptors = new PollDescriptor[64];
        var polled = new List<PollSource>();
        while (!_stopping)
        {
            while (_work.TryDequeue(out var item))
                item.Callback(item.State);

            polled.Clear();
            _sources.RemoveWhere(source => !source.Waiting);
            polled.AddRange(_sources);
            if (descriptors.Length <= polled.Count)
                descriptors = new PollDescriptor[polled.Count * 2];
            descriptors[0] = new PollDescriptor { Descriptor = _wake, Events = PollIn };
            for (var i = 0; i < polled.Count; i++)
                descriptors[i + 1] = new PollDescriptor { Descriptor = polled[i].Descriptor, Events = polled[i].Events() };

            Poll(descriptors, polled.Count + 1);
            for (var i = 0; i < polled.Count; i++)
            {
                if (descriptors[i + 1].Returned != 0)
                    polled[i].Ready();
            }
        }
    }

    private unsafe void Poll(PollDescriptor[] descriptors, int count)
    {
        fixed (PollDescriptor* first = descriptors)
        {
            // Interrupted: the descriptors say nothing, the next round asks again.
            if (poll(first, (nuint)count, _work.IsEmpty ? -1 : 0) < 0 && Marshal.GetLastPInvokeError() is var error and not 4)
                throw new InvalidOperationException($"poll(2) failed with errno {error}.");
        }

        if (descriptors[0].Returned != 0)
        {
            ulong counter;
            _ = read(_wake, &counter, sizeof(ulong));
        }
    }
}
