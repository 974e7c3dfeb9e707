using System.Collections;
using System.Globalization;

namespace Flux.Documents.Model;

/// <summary>Index values in the two forms that every store compares alike: text by code point and 64-bit integers.</summary>
internal static class IndexValue
{
    /// <summary>Answers a string, a long or null.</summary>
    public static object? Normalize(string index, object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag ? 1L : 0L,
        long number => number,
        int or short or byte or uint or ushort or sbyte => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        DateTimeOffset time => time.UtcTicks,
        Guid guid => guid.ToString("D"),
        Enum name => name.ToString(),
        _ => throw new ArgumentException($"Index '{index}' cannot hold a {value.GetType()}; use a string, an integer, a bool, a DateTimeOffset, a Guid or an enum."),
    };

    public static object[] NormalizeMany(string index, IEnumerable? values) =>
        values is null ? [] : [.. values.Cast<object?>().Select(value => Normalize(index, value)).OfType<object>().Distinct()];
}
