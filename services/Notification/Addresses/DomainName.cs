using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Flux.Notification.Addresses;

/// <summary>The domain of an address in the form that DNS and SMTP take.</summary>
internal static class DomainName
{
    private const int MaxLength = 253;
    private const int MaxLabel = 63;
    private static readonly IdnMapping _idn = new() { UseStd3AsciiRules = true };

    /// <summary>ASCII, lower case, international names encoded (RFC 5890); or an address literal such as [192.0.2.1] or [IPv6:2001:db8::1].</summary>
    public static bool TryNormalize(string text, [NotNullWhen(true)] out string? domain)
    {
        domain = text.StartsWith('[') ? Literal(text) : Name(text);
        return domain is not null;
    }

    private static string? Name(string text)
    {
        var ascii = Ascii.IsValid(text) ? text.ToLowerInvariant() : Encode(text);
        return ascii is { Length: > 0 and <= MaxLength } && ascii.Split('.').All(IsLabel) ? ascii : null;
    }

    private static string? Encode(string text)
    {
        try
        {
            return _idn.GetAscii(text.Normalize(NormalizationForm.FormKC).ToLowerInvariant()).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= MaxLabel && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static string? Literal(string text)
    {
        const string v6 = "IPv6:";
        if (!text.EndsWith(']'))
            return null;
        var inside = text[1..^1];
        var isV6 = inside.StartsWith(v6, StringComparison.OrdinalIgnoreCase);
        if (!IPAddress.TryParse(isV6 ? inside[v6.Length..] : inside, out var address) || (address.AddressFamily == AddressFamily.InterNetworkV6) != isV6)
            return null;
        return isV6 ? $"[{v6}{address}]" : $"[{address}]";
    }
}
