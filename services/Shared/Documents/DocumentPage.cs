namespace Flux.Documents;

/// <summary>Part of a query's result.</summary>
/// <param name="Items">At most as many as the query takes.</param>
/// <param name="NextToken">For <see cref="DocumentQuery.After"/>; null on the last page.</param>
public sealed record DocumentPage<T>(IReadOnlyList<Document<T>> Items, string? NextToken);
