using System.Collections.Concurrent;
using Flux.Documents;

namespace Flux.Notification.Deliveries;

/// <summary>
/// Sends what is in the outbox: new mails at once, deferred ones when they fall due, and after a restart everything unfinished.
/// Delivery is at least once: a mail whose acceptance could not be stored (power cut between the two) goes out again with the same Message-ID.
/// </summary>
internal sealed class Dispatcher(Outbox outbox, IMailTransport transport, MailOptions options, TimeProvider clock, ILogger<Dispatcher> logger) : BackgroundService
{
    private static readonly TimeSpan _look = TimeSpan.FromSeconds(5);
    private readonly DueQueue _queue = new(clock);
    private readonly AttemptWaiters _waiters = new();
    private readonly CancellationTokenSource _abort = new();
    private readonly ConcurrentDictionary<string, bool> _underWay = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _room = new(options.Concurrency);
    private volatile bool _takes;

    /// <summary>Stores a new mail and begins to send it: at once where there is room on the wire, which saves it a write and a wait, else in its turn.</summary>
    /// <param name="store">Stores it, as being sent when told true.</param>
    /// <returns>Ended completes with the try that begins at once; null when none does.</returns>
    public async Task<(string Id, bool IsNew, Task<DeliveryRecord>? Ended)> AddAsync(Func<bool, Task<(Document<DeliveryRecord> Delivery, bool IsNew)>> store)
    {
        var now = _takes && _room.Wait(0, CancellationToken.None);
        try
        {
            var (delivery, isNew) = await store(now);
            if (isNew && delivery.Value.State == DeliveryStatus.Sending)
            {
                _underWay.TryAdd(delivery.Id, true);
                var ended = _waiters.NextAsync(delivery.Id);
                // Whoever asked may go away; the try goes on, and gives the room back.
                now = false;
                _ = Task.Run(() => TryAsync(delivery), CancellationToken.None);
                return (delivery.Id, true, ended);
            }

            if (isNew)
                _queue.Add(delivery.Id, delivery.Value.RetryTime);
            return (delivery.Id, isNew, null);
        }
        finally
        {
            if (now)
                _room.Release();
        }
    }

    /// <summary>Sends a stored mail and answers it after its first try; a cancelled wait does not stop the sending.</summary>
    public Task<DeliveryRecord> SendAsync(Document<DeliveryRecord> delivery, CancellationToken cancellationToken)
    {
        _queue.Add(delivery.Id, delivery.Value.RetryTime);
        return FollowAsync(delivery.Id, cancellationToken);
    }

    /// <summary>Sends stored mails without waiting for them.</summary>
    public void Enqueue(IEnumerable<Document<DeliveryRecord>> deliveries)
    {
        foreach (var delivery in deliveries)
            _queue.Add(delivery.Id, delivery.Value.RetryTime);
    }

    /// <summary>Tries a deferred or failed delivery again now and answers it after the try.</summary>
    public async Task<DeliveryRecord> RetryAsync(string id, bool validateOnly, CancellationToken cancellationToken)
    {
        var delivery = await outbox.RequeueAsync(id, validateOnly, cancellationToken);
        return validateOnly ? delivery.Value : await SendAsync(delivery, cancellationToken);
    }

    /// <summary>Gives a queued or deferred delivery up.</summary>
    public async Task<DeliveryRecord> CancelAsync(string id, bool validateOnly, CancellationToken cancellationToken)
    {
        var cancelled = (await outbox.CancelAsync(id, validateOnly, cancellationToken)).Value;
        if (!validateOnly)
            _waiters.Complete(id, cancelled);
        return cancelled;
    }

    /// <summary>Answers a delivery once its current try, if there is one, has ended; who tries it does not matter.</summary>
    public Task<DeliveryRecord> FollowAsync(string id, CancellationToken cancellationToken) => FollowAsync(id, null, cancellationToken);

    /// <summary>The same for who has begun to wait for the end of its current try already, and needs not look whether there is one.</summary>
    public async Task<DeliveryRecord> FollowAsync(string id, Task<DeliveryRecord>? ended, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (ended is null)
            {
                var now = (await outbox.GetAsync(id, cancellationToken)).Value;
                if (!now.IsOpen)
                    return now;
                ended = _waiters.NextAsync(id);
                // It may have ended before we began to wait, and then nobody would tell us.
                now = (await outbox.GetAsync(id, cancellationToken)).Value;
                if (!now.IsOpen)
                    _waiters.Complete(id, now);
            }

            try
            {
                return await ended.WaitAsync(_look, clock, cancellationToken);
            }
            catch (TimeoutException)
            {
                // Another replica may have it; nothing tells this one of the end.
                ended = null;
            }
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // Tries on the wire may end within the host's drain time; a broken one would leave it open whether the mail was taken.
        await using var late = cancellationToken.Register(_abort.Cancel);
        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _queue.Dispose();
        _abort.Dispose();
        _room.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var workers = Enumerable.Range(0, options.Concurrency).Select(_ => Task.Run(() => WorkAsync(stoppingToken), stoppingToken)).ToList();
        await ResumeAsync(stoppingToken);
        // Only now: what is stored as being sent looks abandoned to the resumption.
        _takes = true;
        await Task.WhenAll(workers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _takes = false;
        // Those that requests have begun may end too.
        for (var i = 0; i < options.Concurrency; i++)
            await _room.WaitAsync(_abort.Token);
    }

    private async Task ResumeAsync(CancellationToken stoppingToken)
    {
        var count = 0;
        await foreach (var delivery in outbox.UnfinishedAsync(stoppingToken))
        {
            _queue.Add(delivery.Id, outbox.DueTime(delivery.Value));
            count++;
        }

        if (count > 0)
            Log.Resumed(logger, count);
    }

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        await foreach (var id in _queue.ReadAsync(stoppingToken))
        {
            await _room.WaitAsync(stoppingToken);
            try
            {
                await GuardAsync(id, () => AttemptAsync(id));
            }
            finally
            {
                _room.Release();
            }
        }
    }

    // A mail that was stored as being sent.
    private async Task TryAsync(Document<DeliveryRecord> claimed)
    {
        try
        {
            await GuardAsync(claimed.Id, () => GoOnAsync(claimed));
        }
        finally
        {
            _room.Release();
        }
    }

    private async Task GuardAsync(string id, Func<Task> attempt)
    {
        try
        {
            await attempt();
        }
        catch (OperationCanceledException) when (_abort.IsCancellationRequested)
        {
            // It is stored, and goes on after the next start.
        }
        catch (Exception error)
        {
            // The store is away; the mail is safe in it, and its turn comes again.
            Log.AttemptBroken(logger, id, error);
            _queue.Add(id, clock.GetUtcNow() + options.RetryDelay);
        }
    }

    private async Task AttemptAsync(string id)
    {
        // A new mail can be queued twice, by its request and by the resumption after a start; what is stored as Sending looks abandoned to the second.
        if (!_underWay.TryAdd(id, true))
            return;
        Document<DeliveryRecord>? claimed = null;
        try
        {
            claimed = await outbox.ClaimAsync(id, _abort.Token);
        }
        finally
        {
            if (claimed?.Value.State != DeliveryStatus.Sending)
                _underWay.TryRemove(id, out _);
        }

        if (claimed is null)
            return;
        if (claimed.Value.State == DeliveryStatus.Sending)
        {
            await GoOnAsync(claimed);
            return;
        }

        // Its turn comes later; nobody should hang on the line until then.
        _queue.Add(id, claimed.Value.RetryTime);
        _waiters.Complete(id, claimed.Value);
    }

    private async Task GoOnAsync(Document<DeliveryRecord> claimed)
    {
        DeliveryRecord delivery;
        try
        {
            var outcome = await transport.SendAsync(claimed.Id, claimed.Value.Mail, claimed.Value.Pending, _abort.Token);
            delivery = (await StoreAsync(claimed, outcome)).Value;
            Report(claimed.Id, delivery);
        }
        finally
        {
            _underWay.TryRemove(claimed.Id, out _);
        }

        // Only now: a try whose time comes while another of the same mail is under way is given up.
        if (delivery.RetryTime is { } retry)
            _queue.Add(claimed.Id, retry);
        _waiters.Complete(claimed.Id, delivery);
    }

    // The server has the mail: forgetting that would send it twice, so storing it is tried until it succeeds or the process ends.
    private async Task<Document<DeliveryRecord>> StoreAsync(Document<DeliveryRecord> claimed, MailOutcome outcome)
    {
        for (var pause = TimeSpan.FromMilliseconds(100); ; pause = pause < options.RetryDelay ? pause * 2 : pause)
        {
            try
            {
                return await outbox.CompleteAsync(claimed, outcome, CancellationToken.None);
            }
            catch (DocumentStoreUnavailableException error)
            {
                Log.OutcomeNotStored(logger, claimed.Id, error.Message);
                await Task.Delay(pause, clock, _abort.Token);
            }
        }
    }

    private void Report(string id, DeliveryRecord delivery)
    {
        if (delivery.State == DeliveryStatus.Sent)
            Log.Sent(logger, id, delivery.Delivered.Count, delivery.Destination);
        else if (delivery.State == DeliveryStatus.Deferred)
            Log.Deferred(logger, id, delivery.Attempts, delivery.RetryTime!.Value, delivery.Reason, delivery.Message);
        else
            Log.Failed(logger, id, delivery.Attempts, delivery.Reason, delivery.Message);
    }
}
