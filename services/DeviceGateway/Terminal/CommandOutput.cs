using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Flux.DeviceGateway.Platforms;

namespace Flux.DeviceGateway.Terminal;

/// <summary>
/// A command's output, made from the received bytes line by line: without the echo, without the pager's lines and
/// their erasure, line ends as "\n". Nothing else changes.
/// </summary>
internal sealed class CommandOutput
{
    // What follows a pager's line once a key was pressed: it erases itself and the output goes on in the same line.
    internal const string Erasure = @"[ \0]*(\x08+[ \0]*\x08*|\r(?!\n) *\r?(?!\n))";

    private readonly ReceiveBuffer _buffer;
    private readonly byte[] _command;
    private readonly string? _prompt;
    private readonly Regex[] _pagers;
    private readonly ArrayBufferWriter<byte> _output = new();
    private bool _echoSettled;
    private int _next;

    public CommandOutput(ReceiveBuffer buffer, byte[] command, PromptFinder prompts, Platform platform)
    {
        _buffer = buffer;
        _command = command;
        _prompt = prompts.Learned;
        _echoSettled = !prompts.Echo;
        _pagers = [.. platform.Pager.Select(pager => new Regex($"^[ \0]*({pager}){Erasure}", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)))];
    }

    /// <summary>Takes the complete lines before <paramref name="end"/>; answers what is new.</summary>
    public ReadOnlyMemory<byte> Advance(int end, bool last = false)
    {
        if (!_echoSettled)
        {
            var afterEcho = EchoMatcher.Find(_buffer, end, _command, _prompt);
            if (afterEcho < 0 && !last)
                return default;
            _next = Math.Max(0, afterEcho);
            _echoSettled = true;
        }

        var from = _output.WrittenCount;
        while (_next < end)
        {
            var feed = _buffer.Bytes[_next..end].IndexOf((byte)'\n');
            if (feed < 0)
                break;
            Append(_buffer.Bytes.Slice(_next, feed + 1));
            _next += feed + 1;
        }

        if (last && _next < end)
            Append(_buffer.Bytes[_next..end]);
        return _output.WrittenMemory[from..];
    }

    /// <summary>All that was taken.</summary>
    public byte[] ToArray() => _output.WrittenSpan.ToArray();

    private void Append(ReadOnlySpan<byte> line)
    {
        var ended = line[^1] == '\n';
        line = ended ? line[..^1].TrimEnd((byte)'\r') : line;
        if (line.ContainsAny((byte)'\r', (byte)'\b'))
            line = WithoutPagers(line);
        _output.Write(line.TrimStart((byte)'\r'));
        if (ended)
            _output.Write("\n"u8);
    }

    private byte[] WithoutPagers(ReadOnlySpan<byte> line)
    {
        var text = Encoding.Latin1.GetString(line);
        while (_pagers.Select(pager => pager.Match(text)).FirstOrDefault(match => match.Success) is { } match)
            text = text[match.Length..];
        return Encoding.Latin1.GetBytes(text);
    }
}
