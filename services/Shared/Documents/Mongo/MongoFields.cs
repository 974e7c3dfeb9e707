namespace Flux.Documents.Mongo;

/// <summary>
/// A stored document: <c>{_id, version, write, index: {...}, value: {...}}</c>. While a batch without transactions is under way also
/// <c>lock</c> (its intent) and <c>next</c> (what the document becomes); a document that the batch will add has version 0 until then.
/// </summary>
internal static class MongoFields
{
    public static ReadOnlySpan<byte> Id => "_id"u8;

    public static ReadOnlySpan<byte> Version => "version"u8;

    /// <summary>The commit that wrote the document.</summary>
    public static ReadOnlySpan<byte> Write => "write"u8;

    /// <summary>What queries look at: a text or an int64 an index, absent when null; an array for an index of many values.</summary>
    public static ReadOnlySpan<byte> Index => "index"u8;

    /// <summary>The document itself.</summary>
    public static ReadOnlySpan<byte> Value => "value"u8;

    public static ReadOnlySpan<byte> Lock => "lock"u8;

    public static ReadOnlySpan<byte> Next => "next"u8;

    /// <summary>The path of one index's values.</summary>
    public static byte[] IndexPath(ReadOnlySpan<byte> index) => [.. Index, (byte)'.', .. index];

    /// <summary>Collections of the store's own; the dot keeps them apart from declared ones.</summary>
    public const string Sequences = "flux.sequences";

    public const string Intents = "flux.intents";

    public const string Schemas = "flux.collections";
}
