using System.Runtime.InteropServices;

namespace Flux.ScriptRunner.Sandbox;

/// <summary>
/// Holds the zygotes' sockets. Nobody but the service can write or list it, and each socket takes the user of its children only.
/// Deleted at the end; one that a killed service left behind is deleted by the next to start.
/// </summary>
internal sealed partial class RuntimeDirectory : IDisposable
{
    private const string Prefix = "flux-script-", LockName = "lock";
    // A socket's path has 107 bytes at most.
    private const int MaxBase = 70;

    private readonly DirectoryInfo _directory;
    private readonly FileStream _lock;

    public RuntimeDirectory()
    {
        _directory = Create();
        // Held as long as this process lives, which the kernel sees to: an unlocked directory has no owner any more.
        _lock = new FileStream(System.IO.Path.Combine(Path, LockName), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        Canary = System.IO.Path.Combine(Path, "canary");
        File.WriteAllText(Canary, "canary");
        // Readable by all: what keeps a script from it must be the sandbox, not the mode.
        File.SetUnixFileMode(Canary, (UnixFileMode)0b110_100_100);
        foreach (var other in _directory.Parent!.EnumerateDirectories(Prefix + "*").Where(d => d.FullName != Path))
            DeleteIfLeftBehind(other);
    }

    public static bool IsRoot => Environment.IsPrivilegedProcess;

    public string Path => _directory.FullName;

    /// <summary>A file that the self-test's attacks try to read; its content is nobody's secret.</summary>
    public string Canary { get; }

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
        Delete(_directory);
        _lock.Dispose();
    }

    // Only what this user made: in /tmp anybody can make a directory of that name, or a link. One without a lock may be about to get it.
    private static void DeleteIfLeftBehind(DirectoryInfo directory)
    {
        try
        {
            if (directory.LinkTarget is not null || OwnerOf(directory.FullName) != EffectiveUser())
                return;
            var held = new FileInfo(System.IO.Path.Combine(directory.FullName, LockName));
            if (!held.Exists)
            {
                if (DateTime.UtcNow - directory.LastWriteTimeUtc > TimeSpan.FromHours(1))
                    Delete(directory);
                return;
            }
            using (held.Open(FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                Delete(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Its owner lives and holds the lock, or it is gone already.
        }
    }

    private static void Delete(DirectoryInfo directory)
    {
        try
        {
            directory.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
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
                    System.IO.Path.Combine(place, Prefix + Guid.NewGuid().ToString("N")), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Read-only in some containers: the next one.
            }
        }
        return Directory.CreateTempSubdirectory(Prefix);
    }

    // struct statx is the same on every architecture: the owner stands at byte 20.
    private static unsafe int OwnerOf(string path)
    {
        const int CurrentDirectory = -100, NoFollow = 0x100, Owner = 0x8, Size = 256, At = 20;
        var status = stackalloc byte[Size];
        return Status(CurrentDirectory, path, NoFollow, Owner, status) == 0 ? *(int*)(status + At) : -1;
    }

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, int user, int group);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial int EffectiveUser();

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Status(int directory, string path, int flags, uint mask, byte* status);
}
