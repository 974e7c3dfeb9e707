namespace Flux.DeviceGateway.Terminal;

/// <summary>Replaces the secrets of one element in any text, also where the device echoed them.</summary>
public sealed class SecretMask
{
    private const string Mask = "********";

    private readonly List<string> _secrets = [];

    /// <summary>Remembers secrets; empty ones are ignored.</summary>
    public SecretMask(params IEnumerable<string?> secrets)
    {
        foreach (var secret in secrets)
            Add(secret);
    }

    /// <summary>One more secret, such as the answer to a question for a password.</summary>
    public void Add(string? secret)
    {
        if (string.IsNullOrEmpty(secret) || _secrets.Contains(secret))
            return;
        _secrets.Add(secret);
        // The longest first: one secret may be a part of another.
        _secrets.Sort((one, other) => other.Length.CompareTo(one.Length));
    }

    /// <summary>The text with every secret masked.</summary>
    public string Apply(string text)
    {
        foreach (var secret in _secrets)
            text = text.Replace(secret, Mask, StringComparison.Ordinal);
        return text;
    }
}
