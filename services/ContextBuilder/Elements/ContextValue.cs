namespace Flux.ContextBuilder.Elements;

/// <summary>One named value of a layer.</summary>
/// <param name="Name">Dots nest.</param>
/// <param name="Json">JSON text; kept as it is.</param>
/// <param name="Secret">Masked for operators.</param>
/// <param name="Source">Where it comes from, when that is more exact than its layer.</param>
internal sealed record ContextValue(string Name, string Json, bool Secret, string? Source = null);
