namespace Flux.Documents;

/// <summary>How a query compares an index with a value.</summary>
public enum DocumentOperator
{
    /// <summary>The same value; null finds documents without one.</summary>
    Equal,

    /// <summary>One of a sequence of values; an empty sequence finds nothing.</summary>
    In,

    /// <summary>Greater than; texts compare by code point.</summary>
    Greater,

    /// <summary>Greater than or the same.</summary>
    GreaterOrEqual,

    /// <summary>Less than.</summary>
    Less,

    /// <summary>Less than or the same.</summary>
    LessOrEqual,

    /// <summary>A text that starts with the given one.</summary>
    Prefix,

    /// <summary>A text that holds the given one, in the same case. Reads every document that the other conditions leave.</summary>
    Contains,
}
