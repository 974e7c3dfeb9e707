using System.Text.RegularExpressions;
using Flux.DeviceGateway.Platforms;

namespace Flux.DeviceGateway.Terminal;

/// <summary>
/// Decides where a command's output ends, by structure and never by time. A last line that looks like the prompt may
/// still be the middle of some output that arrived in pieces. So the terminal types a line of blanks, and the end is
/// where the device shows its prompt, the echo of just these blanks, and the prompt again. However the bytes are cut,
/// that is one and the same place. A device reads its input in order, and each line owes one prompt: what pagers took
/// of the input is counted, the rest must be there to the byte, so that nothing is left for the next command. A device
/// that does not echo shows the prompts side by side. Where the prompt could be set to a text that no output holds,
/// that text alone is the end. (Silence only decides when to ask again, after the device took a new name or swallowed
/// the blanks; in the end the prompt twice in a row will do.)
/// </summary>
internal sealed class PromptFinder(Platform platform)
{
    private const int Window = 4096;
    private const int FewestBlanks = 3;
    private static readonly char[] _lineEnds = ['\r', '\n', '\0', '\a'];
    private static readonly char[] _padding = ['\r', '\n', '\0', '\a', ' '];

    private string _host = "";

    /// <summary>The prompt shown last; null before the first one.</summary>
    public string? Learned { get; private set; }

    /// <summary>The prompt is a text of our own, see <see cref="Platform.Marker"/>.</summary>
    public bool Marked { get; private set; }

    /// <summary>The device echoes what is typed.</summary>
    public bool Echo { get; private set; } = true;

    /// <summary>From now on this text, and nothing else, is the prompt.</summary>
    public void Mark(string prompt) => (Learned, Marked) = (prompt, true);

    /// <summary>The line may be the prompt: ask for certainty.</summary>
    public bool IsLikely(string lastLine, string command)
    {
        var line = Core(lastLine);
        if (Marked)
            return false;
        if (Learned is null)
            return Host(line) is not null;
        if (line.TrimEnd() == Learned.TrimEnd() || (Learned.Length > 2 && line.TrimEnd(' ').EndsWith(Learned.TrimEnd(' '), StringComparison.Ordinal)))
            return true;
        // Another mode of the same device, or the name that the command itself gave to it.
        return Host(line) is { Length: > 0 } host && (host.StartsWith(_host, StringComparison.Ordinal) || command.Contains(host, StringComparison.Ordinal));
    }

    /// <summary>The line is a prompt, perhaps under a new name: ask for certainty if nothing follows.</summary>
    public bool IsPossible(string lastLine) => Host(Core(lastLine)) is not null;

    /// <summary>A line that may belong to a prompt, so that it is no output for certain.</summary>
    public bool MayHoldPrompt(string line)
    {
        var core = Core(line).TrimEnd(_padding);
        return core.Length == 0 || IsPreamble(core) || (Learned is { } learned && core.EndsWith(learned.TrimEnd(), StringComparison.Ordinal)) || (!Marked && Host(core) is not null);
    }

    /// <summary>
    /// The end of the output, if it is certain by now. Where it would be certain but for what pagers took of the line of blanks, or
    /// left behind it, the exchange is made to ask again.
    /// </summary>
    /// <param name="buffer">All that came.</param>
    /// <param name="exchange">What was typed meanwhile.</param>
    /// <param name="end">Where the prompt, with what belongs to it, begins.</param>
    public bool TryFinish(ReceiveBuffer buffer, Exchange exchange, out int end)
    {
        var line = buffer.LastLine();
        end = buffer.Length - (Learned?.Length ?? 0);
        if (Marked && line.EndsWith(Learned!, StringComparison.Ordinal))
            return true;
        if (Learned is not null && !Marked && TryExactly(buffer, Core(line), exchange, out end))
            return true;
        // The first prompt, or a device that does with blanks as it likes.
        return (Learned is null || Marked || exchange.Nudges > 1) && TryRoughly(buffer, line, exchange, out end);
    }

    private bool TryExactly(ReceiveBuffer buffer, string core, Exchange exchange, out int end)
    {
        end = 0;
        if (exchange.Blanks.Length == 0 || !MayEndIn(core))
            return false;
        var eaten = exchange.Typed.Eaten(buffer);
        foreach (var took in Enumerable.Range(0, exchange.Typed.Keys + 1).Reverse().Where(keys => keys < eaten).Prepend(eaten))
        {
            var (lines, tail) = exchange.Typed.Remaining(took);
            // Another prompt than before: "r1#" and one blank more look like "r1# " that has come in half.
            if (!EndsWith(buffer, core, lines, tail, out end, out var prompt) || (prompt != Learned && took != eaten))
                continue;
            if (tail.Length == 0 && (!Echo || lines.Any(line => line.Length >= FewestBlanks)) && lines.Length > 0)
            {
                Learn(prompt, Echo);
                return true;
            }

            exchange.Asked = false;
            return false;
        }

        return false;
    }

    private bool MayEndIn(string core) => !Echo || core.TrimEnd(' ').EndsWith(Learned!.TrimEnd(' '), StringComparison.Ordinal) || Host(core) is not null;

    /// <summary>The text ends with a prompt, and the echo of these lines and of the tail, each line followed by one more prompt.</summary>
    private bool EndsWith(ReceiveBuffer buffer, string core, string[] lines, string tail, out int end, out string prompt)
    {
        (end, prompt) = (0, core);
        if (!Echo)
            return EndsWithPrompts(buffer, core, lines.Length + 1, out end, out prompt);
        if (!core.EndsWith(tail, StringComparison.Ordinal))
            return false;
        prompt = core[..^tail.Length];
        if (lines.Length == 0)
            return prompt.EndsWith(Learned!, StringComparison.Ordinal);
        if (prompt != Learned && Host(prompt) is null)
            return false;
        var windowStart = Math.Max(0, buffer.Length - core.Length - Window);
        var text = buffer.Text(windowStart, buffer.Length - core.Length);
        for (var i = lines.Length - 1; i >= 0; i--)
        {
            text = WithoutPreamble(text).TrimEnd(_lineEnds);
            var previous = Core(text[(text.LastIndexOf('\n') + 1)..]);
            if (!previous.EndsWith(lines[i], StringComparison.Ordinal))
                return false;
            var shown = previous[..^lines[i].Length];
            if (!SameExactly(shown, prompt, first: i == 0, out var offset))
                return false;
            text = text[..(text.Length - previous.Length + offset)];
            if (i == 0 && offset == 0)
                text = WithoutPreamble(text);
        }

        end = windowStart + text.Length;
        return true;
    }

    // Nothing shows where a line without echo was read but the prompt behind it.
    private bool EndsWithPrompts(ReceiveBuffer buffer, string core, int count, out int end, out string prompt)
    {
        (end, prompt) = (0, Learned!);
        if (Learned!.Length == 0 || Repeated(core, Learned, count) < count)
        {
            prompt = core[..(core.Length / count)];
            if (core.Length % count != 0 || Host(prompt) is null || Repeated(core, prompt, count) < count)
                return false;
        }

        end = buffer.Length - (count * prompt.Length);
        return true;
    }

    private bool SameExactly(string shown, string prompt, bool first, out int offset)
    {
        offset = 0;
        if (shown == prompt)
            return true;
        offset = shown.Length - prompt.Length;
        if (first && prompt == Learned && shown.EndsWith(prompt, StringComparison.Ordinal))
            return true;
        offset = 0;
        return shown.Length - shown.TrimEnd(' ').Length == prompt.Length - prompt.TrimEnd(' ').Length && Same(shown.TrimEnd(' '), prompt.TrimEnd(' '), learned: false, out offset);
    }

    private bool TryRoughly(ReceiveBuffer buffer, string line, Exchange exchange, out int end)
    {
        var (blanks, again) = (exchange.Blanks.Length, exchange.Nudges);
        end = 0;
        var core = Core(line);
        if (blanks == 0)
            return false;
        var lenient = again > 0;
        if ((!Echo || lenient || Learned is null) && Doubled(core) is { } twice)
        {
            Learn(twice, echo: false);
            end = buffer.Length - (Repeated(core, twice, 2 + again) * twice.Length);
            return true;
        }

        if (Host(core) is null && core != Learned)
            return false;
        var lineStart = buffer.Length - core.Length;
        var windowStart = Math.Max(0, lineStart - Window);
        var before = WithoutPreamble(buffer.Text(windowStart, lineStart)).TrimEnd(_lineEnds);
        var previousStart = before.LastIndexOf('\n') + 1;
        var previous = Core(before[previousStart..]);
        var text = previous.TrimEnd(' ');
        // The prompt's own blank belongs to the comparison: without it the prompt has not come whole. Behind a known prompt
        // there may be more blanks, typed for what looked like a pager, or fewer, eaten by one.
        var more = previous.Length - text.Length - blanks - (core.Length - core.TrimEnd(' ').Length);
        var enough = core == Learned ? more >= FewestBlanks - blanks || lenient : more == 0 || (lenient && more == -blanks);
        if (text.Length == 0 || !enough)
            return false;
        if (!Same(text, core.TrimEnd(' '), core == Learned, out var offset))
            return false;
        var promptStart = before.Length - previous.Length + offset;
        for (var i = 0; i < again && offset == 0 && Earlier(before[..promptStart], core, out offset) is { } earlier; i++)
            promptStart = earlier;
        end = windowStart + (offset == 0 ? WithoutPreamble(before[..promptStart]).Length : promptStart);
        Learn(core, echo: true);
        return true;
    }

    private static string Core(string line) => line.TrimStart('\r', '\0', '\a', '\b');

    private string? Host(string line)
    {
        var match = platform.Prompt.Match(line);
        return match.Success ? match.Groups["host"].Value : null;
    }

    private bool IsPreamble(string line) => platform.Preamble.Any(preamble => preamble.IsMatch(line));

    private void Learn(string prompt, bool echo)
    {
        Marked &= prompt == Learned; // another shell, started from the one that was marked
        Learned = prompt;
        Echo = echo;
        _host = Host(prompt) ?? _host;
    }

    // Echo off: the two prompts stand side by side.
    private string? Doubled(string core)
    {
        if (Learned is { Length: > 0 } learned && core.EndsWith(learned + learned, StringComparison.Ordinal))
            return learned;
        var half = core[..(core.Length / 2)];
        return core.Length > 2 && core == half + half && half.TrimEnd() != Learned?.TrimEnd() && Host(half) is not null ? half : null;
    }

    // A line of blanks typed before, of which a pager ate too many for certainty: prompt and blanks, but no output.
    private int? Earlier(string before, string core, out int offset)
    {
        offset = 0;
        var text = WithoutPreamble(before).TrimEnd(_lineEnds);
        var line = Core(text[(text.LastIndexOf('\n') + 1)..]);
        return line.Length > 0 && Same(line.TrimEnd(' '), core.TrimEnd(' '), core == Learned, out offset) ? text.Length - line.Length + offset : null;
    }

    private static int Repeated(string core, string prompt, int most)
    {
        var count = 0;
        for (var end = core.Length; count < most && core[..end].EndsWith(prompt, StringComparison.Ordinal); end -= prompt.Length)
            count++;
        return count;
    }

    // A prompt with a clock or a counter differs from one line to the next; device and shape must not.
    private bool Same(string previous, string prompt, bool learned, out int offset)
    {
        offset = previous.Length - prompt.Length;
        if (previous == prompt || (learned && previous.EndsWith(prompt, StringComparison.Ordinal)))
            return true;
        offset = 0;
        return Learned is not null && Host(previous) is { Length: > 0 } host && host == Host(prompt);
    }

    // Cuts the lines that a device prints before its prompt off the end of a text.
    private string WithoutPreamble(string text)
    {
        while (platform.Preamble.Count > 0)
        {
            var trimmed = text.TrimEnd(_padding);
            var start = trimmed.LastIndexOf('\n') + 1;
            if (trimmed.Length == start || !IsPreamble(Core(trimmed[start..])))
                return text;
            text = text[..start];
        }

        return text;
    }
}
