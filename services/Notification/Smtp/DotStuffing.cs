namespace Flux.Notification.Smtp;

/// <summary>A mail as DATA wants it (RFC 5321, 4.5.2): a line that begins with a dot gets another one, a lone dot ends it.</summary>
internal static class DotStuffing
{
    /// <summary>The mail, which has CRLF line ends, with its end mark.</summary>
    public static byte[] Encode(ReadOnlySpan<byte> mail)
    {
        var output = new List<byte>(mail.Length + 64);
        var lineStart = true;
        foreach (var octet in mail)
        {
            if (lineStart && octet == '.')
                output.Add((byte)'.');
            output.Add(octet);
            lineStart = octet == '\n';
        }

        if (!lineStart)
            output.AddRange("\r\n"u8);
        output.AddRange(".\r\n"u8);
        return [.. output];
    }
}
