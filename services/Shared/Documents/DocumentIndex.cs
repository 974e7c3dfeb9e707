namespace Flux.Documents;

/// <summary>A value by which documents are found and ordered; kept in a column of its own.</summary>
/// <param name="Name">Name used in queries: letters, digits, '_' and '-', starting with a letter; "id" is always there.</param>
/// <param name="Value">A string, an integer, a bool, a <see cref="DateTimeOffset"/>, a <see cref="Guid"/>, an enum or null; with <paramref name="Many"/> a sequence of those.</param>
/// <param name="Unique">No two documents may have the same value; null is never a duplicate.</param>
/// <param name="Many">The document is found under each of several values (Equal and In only; no ordering).</param>
public sealed record DocumentIndex<T>(string Name, Func<T, object?> Value, bool Unique = false, bool Many = false);
