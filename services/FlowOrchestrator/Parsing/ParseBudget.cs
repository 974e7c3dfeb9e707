using System.Diagnostics;
using Flux.FlowOrchestrator.Common;

namespace Flux.FlowOrchestrator.Parsing;

/// <summary>What one parse may cost: time and text. Checked at every line, so that no rule and no answer can hold a run up.</summary>
internal sealed class ParseBudget
{
    /// <summary>Characters of text that are parsed; larger answers are refused.</summary>
    public const int MostCharacters = 16 << 20;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly string _model;

    /// <summary>Begins a parse.</summary>
    /// <param name="model">short_name of the model, for messages.</param>
    /// <param name="text">What is parsed.</param>
    /// <exception cref="FailureException">PARSE_LIMIT: the text is too large.</exception>
    public ParseBudget(string model, string text)
    {
        _model = model;
        if (text.Length > MostCharacters)
            throw Exceeded($"the answer has {text.Length} characters, the limit is {MostCharacters}");
    }

    /// <summary>Stops a parse that has taken too long.</summary>
    /// <param name="line">1-based line of the answer that comes next.</param>
    public void Spend(int line)
    {
        if (Stopwatch.GetElapsedTime(_start) > Longest)
            throw Exceeded($"it took more than {Longest.TotalSeconds} s up to line {line} of the answer");
    }

    /// <summary>The failure of a parse that costs too much.</summary>
    public FailureException Exceeded(string why) => new("PARSE_LIMIT", $"model '{_model}' stopped parsing: {why}");
}
