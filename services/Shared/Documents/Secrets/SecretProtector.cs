using System.Security.Cryptography;
using System.Text;

namespace Flux.Documents.Secrets;

/// <summary>Encrypts texts for storage with AES-256-GCM: "keyId:base64(nonce, ciphertext, tag)". Thread-safe.</summary>
public sealed class SecretProtector
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private readonly string? directory;
    private volatile SecretKeys keys;

    /// <summary>Encrypts with given keys.</summary>
    public SecretProtector(SecretKeys keys) => this.keys = keys;

    private SecretProtector(string directory)
        : this(SecretKeys.FromFile(directory)) => this.directory = directory;

    /// <summary>Id of the key that encrypts.</summary>
    public string CurrentId => keys.CurrentId;

    /// <summary>Takes the keys from <paramref name="environmentValue"/> when filled, else from the data directory's key file, which is made when missing.</summary>
    public static SecretProtector Open(string dataDirectory, string? environmentValue = null) =>
        string.IsNullOrWhiteSpace(environmentValue)
            ? new SecretProtector(dataDirectory)
            : new SecretProtector(SecretKeys.Parse(environmentValue, $"The environment variable {SecretKeys.EnvironmentVariable}"));

    /// <summary>
    /// Makes a new key, which from now on encrypts; the others stay. It is in the key file before it is used. False when the keys are not from a file.
    /// </summary>
    public bool TryAddKey()
    {
        if (directory is null) return false;
        keys = SecretKeys.AddToFile(directory);
        return true;
    }

    /// <summary>Takes up a key that another service of the suite has added to the key file.</summary>
    public void Reload()
    {
        if (directory is not null) keys = SecretKeys.FromFile(directory);
    }

    /// <summary>Encrypts; the same text gives another result each time, so compare after decrypting.</summary>
    public string Protect(string text)
    {
        var current = keys;
        var id = current.CurrentId;
        var plain = Encoding.UTF8.GetBytes(text);
        var output = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(output.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(current.Find(id), TagBytes);
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
        if (key.IsEmpty && directory is not null)
        {
            // Another service of the suite may have added a key since we read the file.
            keys = SecretKeys.FromFile(directory);
            key = keys.Find(id);
        }

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
