using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Flux.DeviceGateway.Errors;
using Flux.DeviceGateway.Platforms;
using Flux.DeviceGateway.Ssh;

namespace Flux.DeviceGateway.Terminal;

/// <summary>
/// Types commands into a device's terminal and reads their output. Not for concurrent use. After any exception but
/// a rejected command the terminal is of no more use: nobody knows what the device would answer next.
/// </summary>
public sealed class DeviceTerminal : IAsyncDisposable
{
    private const int MostNudges = 6;
    private const int MostWelcome = 64 << 10;

    private readonly IByteChannel _channel;
    private readonly Platform _platform;
    private readonly TerminalOptions _options;
    private readonly Transcript _transcript;
    private readonly TimeProvider _time;
    private readonly PromptFinder _prompts;
    private readonly ControlFilter _filter = new();
    private readonly ReceiveBuffer _buffer = new();
    private readonly byte[] _chunk = new byte[16384];
    private readonly CancellationTokenSource _life = new();
    private Task<int>? _read;
    private bool _ended;

    /// <summary>Takes over the channel.</summary>
    public DeviceTerminal(IByteChannel channel, Platform platform, TerminalOptions options, Transcript transcript, TimeProvider time)
    {
        _channel = channel;
        _platform = platform;
        _options = options;
        _transcript = transcript;
        _time = time;
        _prompts = new PromptFinder(platform);
    }

    /// <summary>The prompt found after login, in the privileged mode where that was entered.</summary>
    public string Prompt { get; private set; } = "";

    /// <summary>What came between login and the first prompt, the first 64 KiB.</summary>
    public string Welcome { get; private set; } = "";

    /// <summary>The prompt after the last command.</summary>
    public string LastPrompt => _prompts.Learned ?? "";

    /// <summary>The device has not closed the terminal, as far as is known.</summary>
    public bool Alive => !_ended && (_read is not { IsCompleted: true } || (_read.IsCompletedSuccessfully && _read.Result > 0));

    /// <summary>Answers what is asked after login, finds the prompt, becomes privileged and prepares the terminal.</summary>
    /// <exception cref="DeviceException">AUTHENTICATION_FAILED (a question for a password came again), CONNECTION_LOST.</exception>
    public async Task StartAsync(string? password, string? elevatedPassword, CancellationToken cancellationToken)
    {
        var login = new Exchange("", Answers(_platform.Login, password, elevatedPassword, repeats: false), _platform) { OneTry = true };
        var end = await UntilPromptAsync(login, output: null, _options.Wake, cancellationToken);
        Welcome = OutputText.From(_buffer.Bytes[..Math.Min(end, MostWelcome)]);
        Prompt = LastPrompt.Trim();
        if (_platform.Privileged is { } step && step.From.IsMatch(LastPrompt) && (elevatedPassword is not null || step.Question is null))
            await BecomePrivilegedAsync(step, elevatedPassword, cancellationToken);
        if (_platform.Marker is { } marker)
            await MarkAsync(marker, cancellationToken);
        foreach (var command in _platform.Setup)
            await RunAsync(new TerminalCommand(command), null, cancellationToken);
    }

    /// <summary>Types a command and reads its output to the next prompt.</summary>
    /// <param name="command">The line.</param>
    /// <param name="onOutput">Gets the output as complete lines come; null for none.</param>
    /// <param name="cancellationToken">Ends the wait and with it the use of this terminal.</param>
    /// <exception cref="DeviceException">OUTPUT_TOO_LARGE, CONNECTION_LOST.</exception>
    public async Task<CommandOutcome> RunAsync(TerminalCommand command, Func<ReadOnlyMemory<byte>, ValueTask>? onOutput, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        DropWhatCameSince();
        var output = new CommandOutput(_buffer, _options.Encoding.GetBytes(command.Text), _prompts, _platform);
        await SendLineAsync(command.Text, secret: false, cancellationToken);
        var end = await UntilPromptAsync(new Exchange(command.Text, command.Answers, _platform) { OneTry = command.OneTry }, Stream, wake: null, cancellationToken);
        var rest = output.Advance(end, last: true);
        if (onOutput is not null && rest.Length > 0)
            await onOutput(rest);
        var bytes = output.ToArray();
        _read ??= _channel.ReadAsync(_chunk, _life.Token); // so that a closed terminal is noticed while it is idle
        return new CommandOutcome(bytes, ErrorDetector.Find(_platform, bytes), null, _time.GetElapsedTime(started));

        async ValueTask Stream()
        {
            if (onOutput is not null && output.Advance(SafeEnd()) is { Length: > 0 } lines)
                await onOutput(lines);
        }
    }

    /// <summary>What stands in the last line, for a message about a command that does not end.</summary>
    public string LastLine => OutputText.From(Encoding.Latin1.GetBytes(_buffer.LastLine())).Trim();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _life.CancelAsync();
        await _channel.DisposeAsync();
        _life.Dispose();
    }

    internal static IReadOnlyList<TerminalAnswer> Answers(IEnumerable<PlatformAnswer> answers, string? password, string? elevatedPassword, bool repeats) =>
    [
        .. answers.Select(answer => new TerminalAnswer(answer.Question, answer.Secret switch
        {
            PlatformSecret.Password => password ?? "",
            PlatformSecret.ElevatedPassword => elevatedPassword ?? password ?? "",
            _ => answer.Text,
        }) { Repeats = repeats, Secret = answer.Secret is not null }),
    ];

    private async Task BecomePrivilegedAsync(PrivilegedStep step, string? elevatedPassword, CancellationToken cancellationToken)
    {
        TerminalAnswer[] answers = step.Question is { } question ? [new TerminalAnswer(question, elevatedPassword ?? "") { Secret = true }] : [];
        await RunAsync(new TerminalCommand(step.Command, answers) { OneTry = true }, null, cancellationToken);
        if (step.From.IsMatch(LastPrompt))
            throw new DeviceException(DeviceReason.AuthenticationFailed, $"The device refused '{step.Command}'. Correct the element's elevated_priv_password.");
        Prompt = LastPrompt.Trim();
    }

    private async Task MarkAsync(string marker, CancellationToken cancellationToken)
    {
        // Two halves, which only the shell puts together: the echo of the command does not hold the text.
        var (first, second) = ("flux-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4)) + "# ");
        DropWhatCameSince();
        _prompts.Mark(first + second);
        var command = string.Format(null, marker, first, second);
        await SendLineAsync(command, secret: false, cancellationToken);
        await UntilPromptAsync(new Exchange(command, [], _platform), output: null, wake: null, cancellationToken);
    }

    private async Task<int> UntilPromptAsync(Exchange exchange, Func<ValueTask>? output, TimeSpan? wake, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadToPromptAsync(exchange, output, wake, cancellationToken);
        }
        catch (RegexMatchTimeoutException error)
        {
            throw SlowPattern.Error(error);
        }
    }

    /// <summary>Reads, answers pagers and questions, and asks for certainty, until the end of the output is certain.</summary>
    private async Task<int> ReadToPromptAsync(Exchange exchange, Func<ValueTask>? output, TimeSpan? wake, CancellationToken cancellationToken)
    {
        var heard = true;
        while (true)
        {
            var line = _buffer.LastLine();
            if (heard && _prompts.TryFinish(_buffer, exchange, out var end))
                return end;
            // The first line is the echo of the command, whatever it looks like.
            if (exchange.Command.Length == 0 || _buffer.LastLineStart > 0 || !_prompts.Echo)
                await ReactAsync(exchange, line, cancellationToken);
            if (output is not null)
                await output();

            var waitsForCommand = _prompts.IsPossible(line) || (exchange.Asked && _prompts.IsLikely(line, exchange.Command));
            var patience = exchange.Nudges < MostNudges ? waitsForCommand ? _options.Nudge : wake : null;
            heard = await ReadAsync(patience * (1 << exchange.Nudges), cancellationToken);
            if (!heard)
            {
                exchange.Nudges++;
                await AskAsync(exchange, cancellationToken);
            }
        }
    }

    private Task AskAsync(Exchange exchange, CancellationToken cancellationToken) => SendLineAsync(exchange.NextBlanks(), secret: false, cancellationToken);

    private async Task ReactAsync(Exchange exchange, string line, CancellationToken cancellationToken)
    {
        var lineStart = _buffer.Length - line.Length;
        if (exchange.Answer(line, lineStart) is { } answer)
        {
            await SendLineAsync(answer.Reply, answer.Secret, cancellationToken);
        }
        else if (exchange.AskedAgain && exchange.OneTry)
        {
            var which = exchange.Command.Length == 0 ? "password" : "elevated_priv_password";
            throw new DeviceException(DeviceReason.AuthenticationFailed, $"The device asks '{LastLine}' again after it was answered. Correct the element's {which}; it was tried once.");
        }
        else if (exchange.PagerKey(line, lineStart) is { } key)
        {
            await SendAsync(key, cancellationToken);
        }
        else if (!exchange.Asked && _prompts.IsLikely(line, exchange.Command))
        {
            await AskAsync(exchange, cancellationToken);
        }
    }

    /// <summary>Where the lines end that are output for certain: a prompt may stand in the last ones.</summary>
    private int SafeEnd()
    {
        var end = _buffer.LastLineStart;
        while (end > 0)
        {
            var start = _buffer.Bytes[..(end - 1)].LastIndexOf((byte)'\n') + 1;
            if (end - start > 512 || !_prompts.MayHoldPrompt(_buffer.Text(start, end)))
                break;
            end = start;
        }

        return end;
    }

    /// <summary>False when nothing came within the patience.</summary>
    private async Task<bool> ReadAsync(TimeSpan? patience, CancellationToken cancellationToken)
    {
        _read ??= _channel.ReadAsync(_chunk, _life.Token);
        int count;
        try
        {
            count = await _read.WaitAsync(patience ?? Timeout.InfiniteTimeSpan, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return false;
        }

        Take(count);
        if (_buffer.Length > _options.MaxOutput)
            throw new DeviceException(DeviceReason.OutputTooLarge, $"The output is larger than {_options.MaxOutput / 1024} KiB. Ask the device for less, with a filter for instance.");
        return true;
    }

    private void DropWhatCameSince()
    {
        // Log lines, and prompts that answer a line of blanks too many.
        while (_read is { IsCompleted: true })
        {
            Take(_read.GetAwaiter().GetResult());
            _read = _channel.ReadAsync(_chunk, _life.Token);
        }

        _buffer.Clear();
    }

    private void Take(int count)
    {
        _read = null;
        _ended = count == 0;
        if (_ended)
            throw new DeviceException(DeviceReason.ConnectionLost, "The device closed the terminal.");
        _transcript.Received(_chunk.AsSpan(0, count));
        _filter.Filter(_chunk.AsSpan(0, count), _buffer);
    }

    private Task SendLineAsync(string line, bool secret, CancellationToken cancellationToken)
    {
        if (line.AsSpan().Trim(' ').Length > 0)
            _transcript.Sent(line, secret);
        return SendAsync(line + _platform.LineEnd, cancellationToken);
    }

    private Task SendAsync(string text, CancellationToken cancellationToken) => _channel.WriteAsync(_options.Encoding.GetBytes(text), cancellationToken);
}
