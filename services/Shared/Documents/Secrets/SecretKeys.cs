using System.Security.Cryptography;

namespace Flux.Documents.Secrets;

/// <summary>
/// Encryption keys by id; the first is used to encrypt, the others still decrypt. As text: one "id:base64" per line or comma, newest first;
/// a bare base64 text is key "k1".
/// </summary>
public sealed class SecretKeys
{
    /// <summary>Bytes of a key (AES-256).</summary>
    public const int KeyBytes = 32;

    /// <summary>Holds the keys when set; else the file is used.</summary>
    public const string EnvironmentVariable = "FLUX_SECRET_KEY";

    /// <summary>Name of the key file in the data directory.</summary>
    public const string FileName = "secrets.key";

    private readonly List<KeyValuePair<string, byte[]>> keys;

    private SecretKeys(List<KeyValuePair<string, byte[]>> keys) => this.keys = keys;

    /// <summary>Id of the key that encrypts.</summary>
    public string CurrentId => keys[0].Key;

    /// <summary>Reads keys from text. Throws <see cref="SecretException"/> naming <paramref name="source"/> when it holds none or a bad one.</summary>
    public static SecretKeys Parse(string text, string source)
    {
        var keys = new List<KeyValuePair<string, byte[]>>();
        foreach (var line in text.Split(['\n', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith('#')) continue;
            var colon = line.IndexOf(':');
            var id = colon < 0 ? "k1" : line[..colon];
            var buffer = new byte[line.Length];
            if (id.Length == 0 || !Convert.TryFromBase64String(line[(colon + 1)..], buffer, out var bytes) || bytes != KeyBytes)
                throw new SecretException($"{source} holds a key that is not {KeyBytes} bytes in base64. Make one with: openssl rand -base64 {KeyBytes}");
            keys.Add(new(id, buffer[..KeyBytes]));
        }

        return keys.Count > 0 ? new SecretKeys(keys) : throw new SecretException($"{source} holds no key. Make one with: openssl rand -base64 {KeyBytes}");
    }

    /// <summary>Reads the key file of a data directory; makes it (mode 0600) when missing. Safe when several services start at once.</summary>
    public static SecretKeys FromFile(string dataDirectory)
    {
        var path = Path.Combine(Path.GetFullPath(dataDirectory), FileName);
        try
        {
            DataDirectory.Create(Path.GetDirectoryName(path)!);
            if (!File.Exists(path)) Create(path);
            return Parse(File.ReadAllText(path), $"'{path}'");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SecretException($"Cannot read or make the key file '{path}': {error.Message}", error);
        }
    }

    /// <summary>Puts a new key before the others in the key file, in one step that a crash cannot cut in half; answers all keys.</summary>
    internal static SecretKeys AddToFile(string dataDirectory)
    {
        var path = Path.Combine(Path.GetFullPath(dataDirectory), FileName);
        try
        {
            var old = FromFile(dataDirectory);
            var number = 1;
            while (!old.Find($"k{number}").IsEmpty) number++;
            var draft = $"{path}.{Guid.NewGuid():N}";
            using (var stream = new FileStream(draft, DataDirectory.PrivateFile(FileMode.CreateNew)))
            {
                using var writer = new StreamWriter(stream, leaveOpen: true);
                writer.WriteLine($"k{number}:{Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes))}");
                foreach (var (id, key) in old.keys) writer.WriteLine($"{id}:{Convert.ToBase64String(key)}");
                writer.Flush();
                stream.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: true);
            return FromFile(dataDirectory);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SecretException($"Cannot write the key file '{path}': {error.Message}", error);
        }
    }

    internal ReadOnlySpan<byte> Find(string id) => keys.Find(entry => entry.Key == id).Value;

    private static void Create(string path)
    {
        var draft = $"{path}.{Guid.NewGuid():N}";
        using (var writer = new StreamWriter(draft, DataDirectory.PrivateFile(FileMode.CreateNew)))
        {
            writer.WriteLine($"k1:{Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes))}");
        }

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft); // Another service was first; its key counts.
        }
    }
}
