using System.Runtime.InteropServices;

namespace Flux.Lab.Ssh;

/// <summary>The system's crypt(3).</summary>
internal static partial class Crypt
{
    private static readonly Lock _gate = new();

    /// <summary>An md5crypt hash: weak on purpose, a login then costs the test machine 20 ms less than with yescrypt.</summary>
    public static string Hash(string password)
    {
        // The function returns a buffer shared by all callers.
        lock (_gate)
            return Marshal.PtrToStringUTF8(CryptNative(password, "$1$fluxlab$")) ?? throw new LabException("crypt(3) does not know md5crypt here.");
    }

    [LibraryImport("libcrypt.so.1", EntryPoint = "crypt", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint CryptNative(string key, string salt);
}
