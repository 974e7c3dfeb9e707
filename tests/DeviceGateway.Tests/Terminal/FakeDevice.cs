using System.Text;
using System.Threading.Channels;
using Flux.DeviceGateway.Ssh;

namespace Flux.DeviceGateway.Tests.Terminal;

/// <summary>
/// A device made of a script: it answers typed lines, echoes, pages and asks, and its bytes arrive cut as the schedule says.
/// It reads type-ahead in order, as a real terminal does.
/// </summary>
internal sealed class FakeDevice : IByteChannel
{
    private readonly Channel<byte[]> _wire = Channel.CreateUnbounded<byte[]>();
    private readonly Queue<byte> _input = new();
    private readonly StringBuilder _line = new();
    private readonly Queue<byte> _output = new();
    private readonly Func<int> _cut;
    private Action<byte>? _keyHandler;
    private byte[] _rest = [];

    public FakeDevice(string prompt = "r1# ", Func<int>? cut = null, string banner = "")
    {
        Prompt = prompt;
        _cut = cut ?? (() => int.MaxValue);
        Send(Encoding.Latin1.GetBytes(banner));
        Send(Encoding.Latin1.GetBytes(prompt));
        Flush();
    }

    public string Prompt { get; set; }

    public bool Echo { get; init; } = true;

    /// <summary>Lines per page; 0 for no pager.</summary>
    public int PageLines { get; init; }

    /// <summary>The pager's line and how it erases itself.</summary>
    public (string Text, string Erase) Pager { get; init; } = (" --More-- ", "\b\b\b\b\b\b\b\b\b\b          \b\b\b\b\b\b\b\b\b\b");

    /// <summary>What a command answers, in bytes; the prompt follows by itself.</summary>
    public Func<FakeDevice, string, byte[]> Answer { get; init; } = (_, _) => [];

    /// <summary>Lines typed, blank ones left out.</summary>
    public List<string> Typed { get; } = [];

    /// <summary>Asks a question in the middle of a command; the typed line goes to the continuation, which returns more output.</summary>
    public void Ask(string question, bool echo, Func<string, byte[]> continuation) => _question = (question, echo, continuation);

    /// <summary>How long each piece is on its way; null for no time.</summary>
    public Func<TimeSpan>? Delay { get; init; }

    /// <summary>The clock of the delays.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Bytes after which the line is cut: sent by the device, or typed into it.</summary>
    public int CutAfterSent { get; set; } = int.MaxValue;

    public int CutAfterTyped { get; set; } = int.MaxValue;

    public int SentBytes { get; private set; }

    public int TypedBytes { get; private set; }

    private (string Question, bool Echo, Func<string, byte[]> Continuation)? _question;

    public void Close() => _wire.Writer.TryComplete();

    public async Task<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_rest.Length == 0)
        {
            if (!await _wire.Reader.WaitToReadAsync(cancellationToken))
                return 0;
            if (Delay?.Invoke() is { Ticks: > 0 } delay)
                await Task.Delay(delay, Time, cancellationToken);
            _wire.Reader.TryRead(out _rest!);
        }

        var count = Math.Min(_rest.Length, buffer.Length);
        _rest.AsMemory(0, count).CopyTo(buffer);
        _rest = _rest[count..];
        return count;
    }

    public Task WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        foreach (var value in data.Span)
            _input.Enqueue(value);
        while (TypedBytes < CutAfterTyped && _input.TryDequeue(out var value))
        {
            TypedBytes++;
            Type(value);
        }

        Flush();
        if (TypedBytes >= CutAfterTyped)
            Close();
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => default;

    /// <summary>Bytes that come by themselves, with the next answer at the latest.</summary>
    public void Send(byte[] bytes)
    {
        foreach (var value in bytes)
            _output.Enqueue(value);
    }

    private void Type(byte value)
    {
        if (_keyHandler is { } handler)
        {
            _keyHandler = null;
            handler(value);
            return;
        }

        if (value is not (byte)'\r' and not (byte)'\n')
        {
            _line.Append((char)value);
            if (_question?.Echo ?? Echo)
                Send([value]);
            return;
        }

        if (_question is not null || Echo)
            Send("\r\n"u8.ToArray());
        var line = _line.ToString();
        _line.Clear();
        if (_question is { } question)
        {
            _question = null;
            Typed.Add(line);
            Print(question.Continuation(line));
        }
        else if (line.Trim().Length == 0)
        {
            Send(Encoding.Latin1.GetBytes(Prompt));
        }
        else
        {
            Typed.Add(line);
            Print(Answer(this, line));
        }
    }

    private void Print(byte[] output)
    {
        var lines = 0;
        for (var i = 0; i < output.Length; i++)
        {
            Send([output[i]]);
            if (output[i] != '\n' || ++lines != PageLines || i + 1 == output.Length)
                continue;
            var rest = output[(i + 1)..];
            Send(Encoding.Latin1.GetBytes(Pager.Text));
            _keyHandler = _ =>
            {
                Send(Encoding.Latin1.GetBytes(Pager.Erase));
                Print(rest);
            };
            return;
        }

        Send(Encoding.Latin1.GetBytes(_question is { } question ? question.Question : Prompt));
    }

    private void Flush()
    {
        while (_output.Count > 0)
        {
            var piece = new byte[Math.Min(Math.Max(1, _cut()), _output.Count)];
            for (var i = 0; i < piece.Length; i++)
                piece[i] = _output.Dequeue();
            piece = piece[..Math.Min(piece.Length, CutAfterSent - SentBytes)];
            SentBytes += piece.Length;
            if (piece.Length > 0)
                _wire.Writer.TryWrite(piece);
            if (SentBytes >= CutAfterSent)
                Close();
        }
    }
}
