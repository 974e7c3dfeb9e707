namespace Flux.FlowOrchestrator.Runs;

/// <summary>A run that this process is responsible for, from being stored to being over.</summary>
internal sealed class ActiveRun : IDisposable
{
    private readonly CancellationTokenSource _stopping;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StopCause? _cause;
    private TaskCompletionSource? _held;

    /// <summary>A run of its own, or a child that stops with its parent.</summary>
    public ActiveRun(string id, ActiveRun? parent = null)
    {
        Id = id;
        Parent = parent;
        _stopping = parent is null ? new() : CancellationTokenSource.CreateLinkedTokenSource(parent.Token);
    }

    /// <summary>The run's id.</summary>
    public string Id { get; }

    /// <summary>The run that called run_flow.</summary>
    public ActiveRun? Parent { get; }

    /// <summary>Cancelled when the run is to stop.</summary>
    public CancellationToken Token => _stopping.Token;

    /// <summary>Why it is to stop; null while it is not.</summary>
    public StopCause? Cause => Volatile.Read(ref _cause) ?? Parent?.Cause;

    /// <summary>Takes everything that the run stores; there once the run itself is stored.</summary>
    public RunJournal? Journal { get; set; }

    /// <summary>Beats when events were stored.</summary>
    public Pulse Stored { get; } = new();

    /// <summary>The events that were stored last.</summary>
    public RunTail Tail { get; } = new();

    /// <summary>Completes when the run's last event is stored and nothing of it works any more.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Stops the run; the first cause stands.</summary>
    public void Stop(StopCause cause)
    {
        if (Interlocked.CompareExchange(ref _cause, cause, null) is not null)
            return;
        try
        {
            _stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has ended meanwhile; nothing is left to stop.
        }
    }

    /// <summary>From now on nothing new begins in the run and in those nested in it.</summary>
    public void Hold() => Interlocked.CompareExchange(ref _held, new(TaskCreationOptions.RunContinuationsAsynchronously), null);

    /// <summary>Lets it go on.</summary>
    public void Release() => Interlocked.Exchange(ref _held, null)?.TrySetResult();

    /// <summary>Whether nothing new may begin now.</summary>
    public bool IsHeld => Holder() is not null;

    /// <summary>Whoever begins something passes here; waits while the run, or one that it is nested in, is held.</summary>
    /// <exception cref="OperationCanceledException">The run stops.</exception>
    public async ValueTask PassAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // From the start again after each wait: meanwhile another of them may have been held.
        while (Holder() is { } held)
            await held.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Marks the end.</summary>
    public void End()
    {
        _ended.TrySetResult();
        Stored.Beat();
    }

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();

    private TaskCompletionSource? Holder() => Volatile.Read(ref _held) ?? Parent?.Holder();
}
