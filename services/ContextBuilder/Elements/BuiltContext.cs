namespace Flux.ContextBuilder.Elements;

/// <summary>The context of one element.</summary>
/// <param name="ElementId">The element.</param>
/// <param name="Json">JSON object, secrets in clear.</param>
/// <param name="Warnings">Clashes met.</param>
/// <param name="SecretPointers">Where secrets are, into <paramref name="Json"/>.</param>
/// <param name="Tree">Where each value of groups and settings comes from.</param>
internal sealed record BuiltContext(
    long ElementId, string Json, IReadOnlyList<string> Warnings, IReadOnlyList<string> SecretPointers, ContextNode Tree);
