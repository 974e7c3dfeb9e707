using System.Collections.Concurrent;
using Flux.DeviceGateway.Errors;

namespace Flux.DeviceGateway.Sessions;

/// <summary>All open sessions, and the transcripts of those that closed in the last ten minutes.</summary>
internal sealed class SessionStore(SessionOpener opener, DeviceOptions options, TimeProvider time, ILogger<SessionStore> logger) : BackgroundService
{
    private readonly ConcurrentDictionary<string, DeviceSession> _sessions = new();
    private readonly ClosedTranscripts _transcripts = new(time);
    private int _held;

    /// <summary>Opens a session.</summary>
    /// <exception cref="DeviceException">Any reason of connecting; TOO_MANY_SESSIONS.</exception>
    public async Task<DeviceSession> OpenAsync(long elementId, TimeSpan? timeout, string purpose, CancellationToken cancellationToken)
    {
        // Those that are on their way in count too, or all that come at once would find room.
        if (Interlocked.Increment(ref _held) > options.MaxSessions)
        {
            Interlocked.Decrement(ref _held);
            throw new DeviceException(DeviceReason.TooManySessions, $"The gateway holds {options.MaxSessions} sessions already. Close some, or raise --max-sessions.");
        }

        DeviceSession session;
        try
        {
            session = await opener.OpenAsync(elementId, timeout, cancellationToken, purpose);
        }
        catch
        {
            Interlocked.Decrement(ref _held);
            throw;
        }

        _sessions[session.Id] = session;
        _ = CloseAtEndAsync(session);
        Log.SessionOpened(logger, session.Element.Name, session.Platform.Name, purpose);
        return session;
    }

    /// <summary>The open session of that id.</summary>
    /// <exception cref="DeviceException">SESSION_NOT_FOUND.</exception>
    public DeviceSession Get(string id)
    {
        if (_sessions.TryGetValue(id, out var session) && session.Alive)
            return session;
        throw new DeviceException(DeviceReason.SessionNotFound,
            $"There is no open session of that id. Sessions close after {options.SessionIdle.TotalSeconds:0} s without use, when a command times out, and when the device hangs up; open a new one.");
    }

    /// <summary>The transcript of an open or lately closed session.</summary>
    /// <exception cref="DeviceException">SESSION_NOT_FOUND.</exception>
    public string GetTranscript(string id) =>
        _sessions.TryGetValue(id, out var session) ? session.Transcript
        : _transcripts.Find(id)?.ToString()
        ?? throw new DeviceException(DeviceReason.SessionNotFound, "There is no session of that id, and none closed in the last 10 minutes.");

    /// <summary>Closes a session; a second time does nothing.</summary>
    public async Task CloseAsync(string id)
    {
        if (!_sessions.TryRemove(id, out var session))
            return;
        Interlocked.Decrement(ref _held);
        _transcripts.Keep(id, session.Record);
        await session.DisposeAsync();
        Log.SessionClosed(logger, session.Element.Name);
    }

    private async Task CloseAtEndAsync(DeviceSession session)
    {
        var reason = await session.Ended;
        using var turn = await session.TakeTurnAsync(CancellationToken.None); // whoever uses it at that moment is told by what he runs
        if (!_sessions.ContainsKey(session.Id))
            return;
        Log.SessionLost(logger, session.Element.Name, reason);
        await CloseAsync(session.Id);
    }

    /// <summary>Closes the sessions that nobody used for long, and those that the device closed.</summary>
    public async Task SweepAsync()
    {
        foreach (var (id, session) in _sessions)
        {
            if (!session.Alive || (session.Idle && time.GetElapsedTime(session.LastUsed) > options.SessionIdle))
                await CloseAsync(id);
        }

        _transcripts.Trim();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.SessionIdle / 4 < TimeSpan.FromSeconds(10) ? options.SessionIdle / 4 : TimeSpan.FromSeconds(10), time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await SweepAsync();
        }
        catch (OperationCanceledException)
        {
            foreach (var id in _sessions.Keys)
                await CloseAsync(id);
        }
    }
}
