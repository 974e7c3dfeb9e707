using System.Collections;

namespace Flux.Documents.Model;

/// <summary>One condition of a query; <paramref name="Value"/> is normalized, an array for In.</summary>
internal sealed record DocumentCondition(string Index, DocumentOperator Operator, object? Value)
{
    public static DocumentCondition Create(string index, DocumentOperator op, object? value)
    {
        var normalized = op switch
        {
            DocumentOperator.In when value is IEnumerable many and not string => IndexValue.NormalizeMany(index, many),
            DocumentOperator.In => throw new ArgumentException($"'In' on index '{index}' needs a sequence of values."),
            DocumentOperator.Prefix or DocumentOperator.Contains when value is not string => throw new ArgumentException($"'{op}' on index '{index}' needs a text."),
            _ => IndexValue.Normalize(index, value),
        };
        if (normalized is null && op != DocumentOperator.Equal)
            throw new ArgumentException($"Only 'Equal' can be asked for null (index '{index}').");
        return new DocumentCondition(index, op, normalized);
    }
}
