namespace Flux.FlowOrchestrator.Parsing.Ttp;

/// <summary>What stands between two pairs of braces.</summary>
/// <param name="Name">Of the variable or the indicator (<c>ignore</c>, <c>_start_</c>, ...).</param>
/// <param name="Functions">Filters in order.</param>
/// <param name="Line">1-based line of the template.</param>
internal sealed record TtpVariable(string Name, IReadOnlyList<TtpFunction> Functions, int Line)
{
    /// <summary>Whether a filter or an indicator of this name is there.</summary>
    public bool Has(string function) => Functions.Any(f => f.Name == function);

    /// <summary>The filter of this name, or null.</summary>
    public TtpFunction? Find(string function) => Functions.FirstOrDefault(f => f.Name == function);
}
