using System.Buffers.Text;
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
        var text = JsonSerializer.Serialize(new
        {
            definition.Collection,
            Where = query.Conditions.Select(condition => new { condition.Index, condition.Operator, condition.Value }),
            query.OrderIndex,
            query.Descending,
        });
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }
}
