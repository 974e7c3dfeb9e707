using System.Text.RegularExpressions;
using Flux.DeviceGateway.Platforms;

namespace Flux.DeviceGateway.Terminal;

/// <summary>The state of one wait for a prompt: what was asked and what was answered so far.</summary>
internal sealed class Exchange(string command, IReadOnlyList<TerminalAnswer> answers, Platform platform)
{
    private const int FewestBlanks = 5;
    private const int Lengths = 8;

    private int _nextAnswer;
    private int _handledAt = -1;

    public string Command => command;

    /// <summary>An answered question that comes again ends the exchange.</summary>
    public bool OneTry { get; init; }

    /// <summary>The line of blanks typed last to ask for certainty; empty before.</summary>
    public string Blanks { get; private set; } = "";

    /// <summary>A line of blanks was typed, and is still to be answered: no pager took it, as far as is known.</summary>
    public bool Asked { get; set; }

    /// <summary>What was typed after the command.</summary>
    public TypedAhead Typed { get; } = new(platform);

    /// <summary>Lines of blanks typed because of silence; each waits longer than the one before.</summary>
    public int Nudges { get; set; }

    /// <summary>A question stands in the last line that was asked, and answered, before.</summary>
    public bool AskedAgain { get; private set; }

    /// <summary>One more line of blanks: a few, and never as many as the line before.</summary>
    public string NextBlanks()
    {
        var least = Blanks.Length == 0 ? Random.Shared.Next(Lengths) : (Blanks.Length - FewestBlanks + 1) % Lengths;
        Blanks = new string(' ', FewestBlanks + least);
        Asked = true;
        Typed.Line(Blanks);
        return Blanks;
    }

    /// <summary>The answer to the question in the last line; null when there is none, or when it is answered already.</summary>
    public TerminalAnswer? Answer(string lastLine, int lineStart)
    {
        for (var i = 0; i < answers.Count; i++)
        {
            if ((!answers[i].Repeats && i > _nextAnswer) || answers[i].Question.Match(lastLine) is not { Success: true } match)
                continue;
            if (!IsNew(lineStart + match.Index))
                return null;
            if (!answers[i].Repeats && i < _nextAnswer)
            {
                AskedAgain = true;
                return null;
            }

            Handled(lineStart + match.Index);
            Typed.Clear();
            if (i == _nextAnswer)
                _nextAnswer++;
            return answers[i];
        }

        return null;
    }

    /// <summary>The key for the pager in the last line; null when there is none, or when it was pressed already.</summary>
    public string? PagerKey(string lastLine, int lineStart)
    {
        foreach (var (pager, key) in platform.Pager.Select(pager => ((Regex?)pager, platform.PagerAnswer)).Prepend((platform.PagerEnd, "q")))
        {
            if (pager?.Match(lastLine) is not { Success: true } match || lastLine[(match.Index + match.Length)..].Trim(' ', '\0').Length > 0 || !IsNew(lineStart + match.Index))
                continue;
            Handled(lineStart + match.Index);
            Typed.Key(key);
            return key;
        }

        return null;
    }

    // The same line grows byte by byte: what was answered once is not answered again.
    private bool IsNew(int position) => position > _handledAt;

    private void Handled(int position) => _handledAt = position;
}
