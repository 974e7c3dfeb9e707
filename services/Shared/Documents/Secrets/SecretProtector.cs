using System.Security.Cryptography;
using System.Text;

namespace Flux.Documents.Secrets;

/// <summary>Encrypts texts for storage with AES-256-GCM: "keyId:base64(nonce, ciphertext, tag)". Thread-safe.</summary>
public sealed class SecretProtector(SecretKeys keys)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>Takes the keys from <paramref name="environmentValue"/> when filled, else from the data directory's key file, which is made when missing.</summary>
    public static SecretProtector Open(string dataDirectory, string? environmentValue = null) => new(
        string.IsNullOrWhiteSpace(environmentValue)
            ? SecretKeys.FromFile(dataDirectory)
            : SecretKeys.Parse(environmentValue, $"The environment variable {SecretKeys.EnvironmentVariable}"));

    /// <summary>Encrypts; the same text gives another result each time, so compare after decrypting.</summary>
    public string Protect(string text)
    {
        var id = keys.CurrentId;
        var plain = Encoding.UTF8.GetBytes(text);
        var output = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(output.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(keys.Find(id), TagBytes);
        aes.Encrypt(output.AsSpan(0, NonceBytes), plain, output.AsSpan(NonceBytes, plain.Length), output.AsSpan(NonceBytes + plain.Length), Encoding.UTF8.GetBytes(id));
        CryptographicOperations.ZeroMemory(plain);
        return $"{id}:{Convert.ToBase64String(output)}";
    }

    /// <summary>Decrypts. Throws <see cref="SecretException"/> when the key is missing, or the text was changed or made with another key.</summary>
    public string Unprotect(string sealedText)
    {
        var colon = sealedText.IndexOf(':');
        var id = colon < 0 ? "" : sealedText[..colon];
        var key = keys.Find(id);
        if (key.IsEmpty) throw new SecretException($"A stored secret was encrypted with key '{id}', which is not among the keys. Put that key back.");
        try
        {
            var input = Convert.FromBase64String(sealedText[(colon + 1)..]).AsSpan();
            var plain = new byte[Math.Max(0, input.Length - NonceBytes - TagBytes)];
            using var aes = new AesGcm(key, TagBytes);
            aes.Decrypt(input[..NonceBytes], input[NonceBytes..^TagBytes], input[^TagBytes..], plain, Encoding.UTF8.GetBytes(id));
            return Encoding.UTF8.GetString(plain);
        }
        catch (Exception error) when (error is CryptographicException or FormatException or ArgumentOutOfRangeException)
        {
            throw new SecretException($"A stored secret cannot be decrypted with key '{id}'. Was the key file or {SecretKeys.EnvironmentVariable} changed? Put the old key back.", error);
        }
    }

    /// <summary>The text was encrypted with an older key and should be written again.</summary>
    public bool IsOutdated(string sealedText) => !sealedText.StartsWith(keys.CurrentId + ":", StringComparison.Ordinal);
}
