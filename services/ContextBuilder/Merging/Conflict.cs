namespace Flux.ContextBuilder.Merging;

/// <summary>Different values of one key, none after another; the last declared was chosen.</summary>
internal sealed record Conflict(string Key, IReadOnlyList<Tracked> Candidates, string ChosenOrigin);
