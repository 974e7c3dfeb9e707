using System.Runtime.InteropServices;

namespace Flux.ScriptRunner.Sandbox;

/// <summary>
/// Holds the zygotes' sockets. Nobody but the service can write or list it, and each socket takes the user of its children only.
/// </summary>
internal sealed partial class RuntimeDirectory : IDisposable
{
    // A socket's path has 107 bytes at most.
    private const int MaxBase = 70;

    private readonly DirectoryInfo _directory = Create();

    public string Path => _directory.FullName;

    /// <summary>A file that the self-test's attacks try to read; its content is nobody's secret.</summary>
    public string Canary { get; }

    public RuntimeDirectory()
    {
        Canary = System.IO.Path.Combine(_directory.FullName, "canary");
        File.WriteAllText(Canary, "canary");
        // Readable by all: what keeps a script from it must be the sandbox, not the mode.
        File.SetUnixFileMode(Canary, (UnixFileMode)0b110_100_100);
    }

    public static bool IsRoot => Environment.IsPrivilegedProcess;

    /// <summary>Where a zygote's children connect; call <see cref="Admit"/> once the socket exists.</summary>
    public string SocketPath(string name) => System.IO.Path.Combine(_directory.FullName, name);

    /// <summary>Lets a user id connect to a socket.</summary>
    public void Admit(string socket, int? uid)
    {
        if (uid is not { } id)
            return;
        // Passable, not readable: a child has to reach its socket by name.
        File.SetUnixFileMode(_directory.FullName, (UnixFileMode)0b111_001_001);
        if (ChangeOwner(socket, id, id) != 0)
            throw new IOException($"chown {socket}: error {Marshal.GetLastPInvokeError()}");
        File.SetUnixFileMode(socket, (UnixFileMode)0b110_000_000);
    }

    public void Dispose()
    {
        try
        {
            _directory.Delete(recursive: true);
        }
        catch (IOException)
        {
            // Somebody else's file in it, or gone already: nothing depends on it.
        }
    }

    // As root the children are another user, who must be able to pass through every folder above; TMPDIR may be private.
    private static DirectoryInfo Create()
    {
        var temporary = System.IO.Path.GetTempPath();
        foreach (var place in IsRoot ? ["/run", "/tmp"] : new[] { temporary.Length <= MaxBase ? temporary : "/tmp" })
        {
            try
            {
                return Directory.CreateDirectory(
                    System.IO.Path.Combine(place, $"flux-script-{Guid.NewGuid():N}"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Read-only in some containers: the next one.
            }
        }
        return Directory.CreateTempSubdirectory("flux-script-");
    }

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, int user, int group);
}
