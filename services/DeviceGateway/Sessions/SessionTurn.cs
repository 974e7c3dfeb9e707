using Flux.DeviceGateway.Errors;
using Flux.DeviceGateway.Terminal;

namespace Flux.DeviceGateway.Sessions;

/// <summary>The right to use a session alone, for one command or for several that belong together; dispose it for the next.</summary>
public sealed class SessionTurn : IDisposable
{
    private readonly DeviceSession _session;
    private Action? _leave;

    internal SessionTurn(DeviceSession session, Action leave)
    {
        _session = session;
        _leave = leave;
    }

    /// <summary>Runs one command.</summary>
    /// <param name="command">What to type.</param>
    /// <param name="timeout">Null takes the element's command_timeout_seconds.</param>
    /// <param name="onOutput">Gets the output as it comes.</param>
    /// <param name="cancellationToken">Ends the command; the session closes then, because nobody knows what the device does.</param>
    /// <exception cref="DeviceException">COMMAND_TIMEOUT, OUTPUT_TOO_LARGE, CONNECTION_LOST; the session is closed then.</exception>
    public Task<CommandOutcome> RunAsync(TerminalCommand command, TimeSpan? timeout, Func<ReadOnlyMemory<byte>, ValueTask>? onOutput, CancellationToken cancellationToken) =>
        _session.RunInTurnAsync(command, timeout, onOutput, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
}
