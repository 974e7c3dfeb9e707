using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Flux.Documents.Sqlite;

/// <summary>Binds SQLite's provider to the system's library; the package with a bundled one is not needed.</summary>
internal static class SqliteLibrary
{
    private static readonly string[] Names = ["libsqlite3.so.0", "libsqlite3.so", "libsqlite3.dylib", "sqlite3", "e_sqlite3"];
    private static readonly Lazy<bool> Loaded = new(Load);

    /// <summary>Throws <see cref="DocumentStoreUnavailableException"/> with the package to install when there is no library.</summary>
    public static void EnsureLoaded() => _ = Loaded.Value;

    private static bool Load()
    {
        var handle = Open();
        NativeLibrary.SetDllImportResolver(
            typeof(SQLite3Provider_e_sqlite3).Assembly, (name, _, _) => name == "e_sqlite3" ? handle : IntPtr.Zero);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return true;
    }

    private static IntPtr Open()
    {
        foreach (var name in Names)
        {
            if (NativeLibrary.TryLoad(name, Assembly.GetExecutingAssembly(), null, out var handle)) return handle;
        }

        throw new DocumentStoreUnavailableException(
            "SQLite's library was not found. Install the Debian package libsqlite3-0 (apt-get install libsqlite3-0), or your system's equivalent.");
    }
}
