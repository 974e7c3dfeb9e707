using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Flux.Documents.Model;

/// <summary>Where a page ended: the order value and the id of its last document, pinned to the query by a fingerprint.</summary>
internal sealed record PageToken(object? OrderValue, string Id)
{
    public string Encode(CollectionDefinition definition, DocumentQuery query) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(
        new[] { Fingerprint(definition, query), OrderValue is long ? "n" : OrderValue is null ? "-" : "s", OrderValue?.ToString() ?? "", Id }));

    public static PageToken Decode(string token, CollectionDefinition definition, DocumentQuery query)
    {
        try
        {
            var parts = JsonSerializer.Deserialize<string[]>(Base64Url.DecodeFromChars(token));
            if (parts is [var fingerprint, var kind, var value, var id] && fingerprint == Fingerprint(definition, query))
                return new PageToken(kind switch { "n" => long.Parse(value), "-" => null, _ => value }, id);
        }
        catch (Exception error) when (error is FormatException or JsonException or OverflowException)
        {
            throw new InvalidPageTokenException();
        }

        throw new InvalidPageTokenException();
    }

    private static string Fingerprint(CollectionDefinition definition, DocumentQuery query)
    {
        // Each part says its length, so that no two queries have one text.
        var text = new StringBuilder();
        Append(text, definition.Collection);
        foreach (var condition in query.Conditions)
        {
            Append(text, condition.Index);
            text.Append((int)condition.Operator);
            Append(text, condition.Value);
        }

        Append(text.Append('/'), query.OrderIndex);
        text.Append(query.Descending);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8));
    }

    private static void Append(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append('-');
                break;
            case string part:
                text.Append('s').Append(part.Length).Append(':').Append(part);
                break;
            case object[] many:
                text.Append('[').Append(many.Length).Append(':');
                foreach (var one in many) Append(text, one);
                break;
            default:
                text.Append('n').Append(CultureInfo.InvariantCulture, $"{value}").Append(';');
                break;
        }
    }
}
