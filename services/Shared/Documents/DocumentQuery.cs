using Flux.Documents.Model;

namespace Flux.Documents;

/// <summary>What to find; immutable, every method answers a changed copy. Without an order the result comes by ascending id.</summary>
public sealed record DocumentQuery
{
    /// <summary>Every document.</summary>
    public static DocumentQuery All { get; } = new();

    internal IReadOnlyList<DocumentCondition> Conditions { get; private init; } = [];

    internal string? OrderIndex { get; private init; }

    internal bool Descending { get; private init; }

    internal int Limit { get; private init; } = int.MaxValue;

    internal string? Token { get; private init; }

    /// <summary>Narrows the result; several conditions must all hold.</summary>
    /// <param name="indexName">An index of the collection, or "id".</param>
    /// <param name="op">How to compare.</param>
    /// <param name="value">A value of the kinds that <see cref="DocumentIndex{T}"/> allows; a sequence of them for In.</param>
    public DocumentQuery Where(string indexName, DocumentOperator op, object? value) =>
        this with { Conditions = [.. Conditions, DocumentCondition.Create(indexName, op, value)] };

    /// <summary>Orders by an index, ties by id in the same direction; documents without a value come first (last when descending).</summary>
    public DocumentQuery OrderBy(string indexName, bool descending = false) => this with { OrderIndex = indexName, Descending = descending };

    /// <summary>At most <paramref name="count"/> documents.</summary>
    public DocumentQuery Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return this with { Limit = count };
    }

    /// <summary>Goes on after a page; null or empty starts at the beginning. Inserts and deletes between pages neither repeat nor skip other documents.</summary>
    public DocumentQuery After(string? token) => this with { Token = string.IsNullOrEmpty(token) ? null : token };
}
