using System.Buffers;
using System.Security.Cryptography;
using Flux.DeviceGateway.Elements;
using Flux.DeviceGateway.Errors;
using Flux.DeviceGateway.Platforms;
using Flux.DeviceGateway.Ssh;
using Flux.DeviceGateway.Terminal;

namespace Flux.DeviceGateway.Sessions;

/// <summary>An open session with one element. One call at a time; others wait for it.</summary>
public sealed class DeviceSession : IAsyncDisposable
{
    private static readonly TerminalOptions _limits = new();

    private readonly ISshConnection _connection;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Transcript _transcript;
    private DeviceTerminal? _terminal;
    private int _closed;

    internal DeviceSession(ElementConnection element, Platform platform, ISshConnection connection, bool pinned, TimeProvider time)
    {
        Element = element;
        Platform = platform;
        _connection = connection;
        HostKeyPinned = pinned;
        _time = time;
        _transcript = new Transcript(new SecretMask(element.Secrets));
        LastUsed = time.GetTimestamp();
    }

    /// <summary>128 random bits: knowing it is the right to use the session.</summary>
    public string Id { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Whom it talks to.</summary>
    public ElementConnection Element { get; }

    /// <summary>How it talks.</summary>
    public Platform Platform { get; }

    /// <summary>Who answered.</summary>
    public SshServer Server => _connection.Server;

    /// <summary>The host key was unknown before.</summary>
    public bool HostKeyPinned { get; }

    /// <summary>The first prompt; empty on exec channels.</summary>
    public string Prompt => _terminal?.Prompt ?? "";

    /// <summary>The prompt after the last command; empty on exec channels.</summary>
    public string LastPrompt => _terminal?.LastPrompt ?? "";

    /// <summary>Both directions so far, secrets masked.</summary>
    public string Transcript => _transcript.ToString();

    internal Transcript Record => _transcript;

    /// <summary>Masks the element's secrets.</summary>
    public SecretMask Mask => _transcript.Mask;

    /// <summary>Who uses it and for what, as given when it was opened; may be empty.</summary>
    public string Purpose { get; init; } = "";

    /// <summary>Why the platform was chosen, when it was found out; else empty.</summary>
    public string PlatformEvidence { get; init; } = "";

    /// <summary>Its places among the sessions of its groups, given back at its end.</summary>
    internal IDisposable? Places { get; init; }

    /// <summary>Configuration changes begun in it.</summary>
    internal int Pushes { get; set; }

    /// <summary>Timestamp of the last use.</summary>
    public long LastUsed { get; private set; }

    /// <summary>Nothing runs in it.</summary>
    public bool Idle => _turn.CurrentCount > 0;

    /// <summary>It can take commands, as far as is known.</summary>
    public bool Alive => _closed == 0 && !_connection.Ended.IsCompleted && _terminal is not { Alive: false };

    /// <summary>Ends with the connection, with the reason.</summary>
    internal Task<string> Ended => _connection.Ended;

    /// <summary>Runs one command.</summary>
    /// <param name="command">What to type.</param>
    /// <param name="timeout">Null takes the element's command_timeout_seconds.</param>
    /// <param name="onOutput">Gets the output as it comes.</param>
    /// <param name="cancellationToken">Ends the command; the session closes then, because nobody knows what the device does.</param>
    /// <exception cref="DeviceException">COMMAND_TIMEOUT, OUTPUT_TOO_LARGE, CONNECTION_LOST; the session is closed then.</exception>
    public async Task<CommandOutcome> RunAsync(TerminalCommand command, TimeSpan? timeout, Func<ReadOnlyMemory<byte>, ValueTask>? onOutput, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        return await turn.RunAsync(command, timeout, onOutput, cancellationToken);
    }

    /// <summary>Waits until nobody else uses the session.</summary>
    public async Task<SessionTurn> TakeTurnAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        return new SessionTurn(this, () =>
        {
            LastUsed = _time.GetTimestamp();
            _turn.Release();
        });
    }

    internal async Task<CommandOutcome> RunInTurnAsync(TerminalCommand command, TimeSpan? timeout, Func<ReadOnlyMemory<byte>, ValueTask>? onOutput, CancellationToken cancellationToken)
    {
        if (_closed != 0)
            throw new DeviceException(DeviceReason.ConnectionLost, $"The session with {Element.Name} was closed before '{Mask.Apply(command.Text)}' was sent.");
        var patience = timeout ?? Element.Transport.CommandTimeout;
        using var limit = new CancellationTokenSource(patience, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return _terminal is { } terminal ? await terminal.RunAsync(command, onOutput, both.Token) : await ExecAsync(command.Text, onOutput, both.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            var lastLine = _terminal?.LastLine ?? "";
            await DisposeAsync();
            throw Mask.Apply(new DeviceException(DeviceReason.CommandTimeout,
                $"'{command.Text}' did not end within {patience.TotalSeconds:0.###} s on {Element.Name}; the session is closed. The last line was '{lastLine}'. If that is a question, give an answer to it; else raise the command's timeout."));
        }
        catch (DeviceException error)
        {
            await DisposeAsync();
            throw Mask.Apply(error);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>Closes the connection at once, also under a running command. Closing twice is no error.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;
        try
        {
            await _connection.DisposeAsync();
            if (_terminal is { } terminal)
                await terminal.DisposeAsync();
        }
        finally
        {
            Places?.Dispose();
        }
    }

    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        if ((Element.Transport.Channel ?? Platform.Channel) == ChannelKind.Exec)
            return;
        var shell = await _connection.OpenShellAsync(Platform.Terminal, cancellationToken);
        _terminal = new DeviceTerminal(shell, Platform, _limits with { Encoding = Element.Transport.Encoding }, _transcript, _time);
        try
        {
            await _terminal.StartAsync(Element.Password, Element.ElevatedPassword, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            throw new DeviceException(DeviceReason.PromptNotFound,
                $"Logged in to {Element.Name}, but no prompt of the platform '{Platform.Name}' showed up in time. The last line was '{Mask.Apply(_terminal.LastLine)}'. Set transport_settings.platform, or correct the platform's prompt.");
        }
    }

    private async Task<CommandOutcome> ExecAsync(string command, Func<ReadOnlyMemory<byte>, ValueTask>? onOutput, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        _transcript.Sent(command);
        await using var channel = await _connection.ExecAsync(command, cancellationToken);
        var output = new ArrayBufferWriter<byte>();
        while (await channel.ReadAsync(output.GetMemory(16384), cancellationToken) is > 0 and var count)
        {
            var piece = output.GetMemory(count)[..count];
            output.Advance(count);
            _transcript.Received(piece.Span);
            if (output.WrittenCount > _limits.MaxOutput)
                throw new DeviceException(DeviceReason.OutputTooLarge, $"The output is larger than {_limits.MaxOutput / 1024} KiB. Ask the device for less, with a filter for instance.");
            if (onOutput is not null)
                await onOutput(piece);
        }

        var status = await channel.GetExitStatusAsync(cancellationToken);
        var bytes = output.WrittenSpan.ToArray();
        return new CommandOutcome(bytes, ErrorDetector.Find(Platform, bytes), status, _time.GetElapsedTime(started));
    }
}
