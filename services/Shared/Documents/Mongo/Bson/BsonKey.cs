namespace Flux.Documents.Mongo.Bson;

/// <summary>
/// Keys of JSON objects as field names. Dots, empty names and everything else stay; only three kinds change, so that every server version takes them:
/// a name that starts with '$' or '~' gets a '~' before it, and one that holds NUL becomes "~0" and the name with NUL as "~0" and '~' as "~~".
/// So a field that starts with "~number" or "~json" is never a user's.
/// </summary>
internal static class BsonKey
{
    /// <summary>The only field of a subdocument that is a number's text.</summary>
    public static ReadOnlySpan<byte> Number => "~number"u8;

    /// <summary>The only field of a subdocument that is JSON text, nested deeper than a server takes.</summary>
    public static ReadOnlySpan<byte> Json => "~json"u8;

    public static ReadOnlySpan<byte> Escape(ReadOnlySpan<byte> key)
    {
        if (key.IndexOf((byte)0) >= 0) return EscapeNul(key);
        if (key.IsEmpty || (key[0] != '$' && key[0] != '~')) return key;
        return (byte[])[(byte)'~', .. key];
    }

    public static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty || name[0] != '~' || name.Length == 1) return name;
        return name[1] == '0' ? UnescapeNul(name[2..]) : name[1..];
    }

    private static byte[] EscapeNul(ReadOnlySpan<byte> key)
    {
        var name = new List<byte>(key.Length + 8) { (byte)'~', (byte)'0' };
        foreach (var value in key)
        {
            if (value is 0 or (byte)'~') name.Add((byte)'~');
            name.Add(value == 0 ? (byte)'0' : value);
        }

        return [.. name];
    }

    private static byte[] UnescapeNul(ReadOnlySpan<byte> name)
    {
        var key = new List<byte>(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] != '~') key.Add(name[i]);
            else key.Add(name[++i] == '0' ? (byte)0 : (byte)'~');
        }

        return [.. key];
    }
}
