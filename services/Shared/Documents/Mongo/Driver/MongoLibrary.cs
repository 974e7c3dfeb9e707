using System.Reflection;
using System.Runtime.InteropServices;

namespace Flux.Documents.Mongo.Driver;

/// <summary>Finds the official C driver on the system and starts it once.</summary>
internal static unsafe class MongoLibrary
{
    private static readonly Lazy<bool> Loaded = new(Load);

    /// <summary>Throws <see cref="DocumentStoreUnavailableException"/> with the package to install when there is no library.</summary>
    public static void EnsureLoaded() => _ = Loaded.Value;

    private static bool Load()
    {
        // mongoc links against bson, so both come with one package.
        NativeLibrary.SetDllImportResolver(typeof(MongoLibrary).Assembly, Resolve);
        MongoNative.mongoc_init();
        // Without a handler the driver writes to standard error; what matters comes back as an error of the call.
        MongoNative.mongoc_log_set_handler(null, null);
        return true;
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name is not (MongoNative.Mongoc or MongoNative.Bson)) return 0;
        foreach (var candidate in new[] { $"{name}.so.0", $"{name}.so", $"{name}.0.dylib", $"{name}.dylib", name })
        {
            if (NativeLibrary.TryLoad(candidate, assembly, null, out var handle)) return handle;
        }

        throw new DocumentStoreUnavailableException(
            "FLUX_MONGODB is set, but MongoDB's C driver was not found. Install the Debian package libmongoc-1.0-0 (apt-get install libmongoc-1.0-0), "
            + "your system's equivalent, or unset FLUX_MONGODB to keep documents in SQLite.");
    }
}
