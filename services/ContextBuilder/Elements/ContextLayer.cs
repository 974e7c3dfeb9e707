namespace Flux.ContextBuilder.Elements;

/// <summary>Values that stand together: the variables of one group, or the settings of the element.</summary>
/// <param name="Source">For messages: "group 'core'", "settings".</param>
/// <param name="Values">In any order; names are unique.</param>
internal sealed record ContextLayer(string Source, IReadOnlyCollection<ContextValue> Values);
