using Grpc.Core;

namespace Grpc.Shared;

internal static class MetadataReader
{
    public static void Add(Metadata metadata, string name, string value)
    {
        var key = name.ToLowerInvariant();
        if (!key.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.Ordinal))
        {
            metadata.Add(Metadata.Entry.Received(key, value, null));
            return;
        }
        foreach (var part in value.AsSpan().Split(','))
        {
            // A peer's broken value must not fail the call; it is as if it had not been sent.
            if (BinaryHeader.Decode(value.AsSpan(part)) is { } bytes)
                metadata.Add(Metadata.Entry.Received(key, null, bytes));
        }
    }

    public static string ToHeaderValue(Metadata.Entry entry) => entry.IsBinary ? BinaryHeader.Encode(entry.RawBytes) : entry.Value;
}
