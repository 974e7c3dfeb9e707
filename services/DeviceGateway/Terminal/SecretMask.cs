using System.Net;
using System.Text;
using System.Text.Json;
using Flux.DeviceGateway.Errors;

namespace Flux.DeviceGateway.Terminal;

/// <summary>
/// Replaces the secrets of one element in any text, also where the device echoed them: as they are, percent-encoded (URLs, forms),
/// escaped as in JSON, and in base64; also where control sequences or a line editor's corrections stand within.
/// </summary>
public sealed class SecretMask
{
    private const string Mask = "********";

    private readonly HashSet<string> _secrets = new(StringComparer.Ordinal);
    private volatile string[] _forms = [];

    /// <summary>Remembers secrets; empty ones are ignored.</summary>
    public SecretMask(params IEnumerable<string?> secrets)
    {
        foreach (var secret in secrets)
            Add(secret);
    }

    /// <summary>One more secret, such as the answer to a question for a password.</summary>
    public void Add(string? secret)
    {
        if (string.IsNullOrEmpty(secret))
            return;
        lock (_secrets)
        {
            if (_secrets.Add(secret))
                _forms = [.. _forms, .. Forms(secret).Where(form => form.Length > 0).Except(_forms)];
        }
    }

    /// <summary>The text with every secret masked.</summary>
    public string Apply(string text) => Find(text, _forms) is { } hidden ? Cover(text, hidden) : text;

    /// <summary>The error with every secret masked, in its facts too. What it was made from is left out: nobody could mask that.</summary>
    public DeviceException Apply(DeviceException error) => new(error.Reason, Apply(error.Message))
    {
        Facts = error.Facts.ToDictionary(fact => fact.Key, fact => Apply(fact.Value)),
        Transient = error.Transient,
    };

    /// <summary>Which characters of a text with one character a byte (Latin-1 over UTF-8) belong to a secret; null for none.</summary>
    internal bool[]? FindInBytes(string text) => Find(text, _forms.Select(form => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(form))));

    /// <summary>The text with each run of hidden characters replaced.</summary>
    internal static string Cover(string text, ReadOnlySpan<bool> hidden, bool begun = false)
    {
        var covered = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (!hidden[i])
                covered.Append(text[i]);
            else if (i == 0 ? !begun : !hidden[i - 1])
                covered.Append(Mask);
        }

        return covered.ToString();
    }

    private static bool[]? Find(string text, IEnumerable<string> forms)
    {
        bool[]? hidden = null;
        var visible = VisibleText.Of(text);
        foreach (var form in forms)
        {
            foreach (var at in Places(text, form))
                (hidden ??= new bool[text.Length]).AsSpan(at, form.Length).Fill(true);
            if (visible is null)
                continue;
            foreach (var at in Places(visible.Shown, form))
                (hidden ??= new bool[text.Length]).AsSpan(visible.Place(at, form.Length)).Fill(true);
        }

        return hidden;
    }

    private static IEnumerable<int> Places(string text, string form)
    {
        for (var at = text.IndexOf(form, StringComparison.Ordinal); at >= 0; at = text.IndexOf(form, at + 1, StringComparison.Ordinal))
            yield return at;
    }

    private static IEnumerable<string> Forms(string secret)
    {
        yield return secret;
        var (url, form) = (Uri.EscapeDataString(secret), WebUtility.UrlEncode(secret));
        foreach (var encoded in (string[])[url, form])
        {
            yield return encoded;
            yield return LowerHex(encoded);
        }

        yield return JsonSerializer.Serialize(secret)[1..^1];
        // Shorter ones would be found in any base64 by chance.
        if (Encoding.UTF8.GetByteCount(secret) > 3)
            yield return Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('=');
    }

    private static string LowerHex(string encoded)
    {
        var text = encoded.ToCharArray();
        for (var i = 0; i + 2 < text.Length; i++)
        {
            if (text[i] == '%')
                (text[i + 1], text[i + 2]) = (char.ToLowerInvariant(text[i + 1]), char.ToLowerInvariant(text[i + 2]));
        }

        return new string(text);
    }
}
