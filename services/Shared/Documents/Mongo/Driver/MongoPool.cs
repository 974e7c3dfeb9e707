using System.Runtime.InteropServices;
using System.Text;

namespace Flux.Documents.Mongo.Driver;

/// <summary>The driver's client pool for one connection string; it watches the servers in a thread of its own.</summary>
internal sealed unsafe class MongoPool : IDisposable
{
    /// <summary>How long to look for a server before a call fails, unless the connection string says otherwise: an outage of ten seconds is ridden out.</summary>
    private const int SelectionMilliseconds = 15_000;
    private const int SocketMilliseconds = 30_000;
    private const int MaxClients = 8;
    private readonly nint uri;
    private nint pool;

    public MongoPool(string connectionString)
    {
        MongoLibrary.EnsureLoaded();
        BsonError error;
        uri = MongoNative.mongoc_uri_new_with_error(connectionString, &error);
        // The driver's message may quote the connection string, which holds a password.
        if (uri == 0) throw new DocumentStoreUnavailableException("FLUX_MONGODB is no connection string of MongoDB; write mongodb://USER:PASSWORD@HOST:PORT/DATABASE with special characters percent-encoded.");
        Default("serverselectiontimeoutms", SelectionMilliseconds);
        Default("sockettimeoutms", SocketMilliseconds);
        Default("connecttimeoutms", 5_000);
        MongoNative.mongoc_uri_set_appname(uri, "flux-services");
        Size = Math.Max(1, MongoNative.mongoc_uri_get_option_as_int32(uri, "maxpoolsize", MaxClients));
        pool = MongoNative.mongoc_client_pool_new(uri);
        if (pool == 0)
        {
            MongoNative.mongoc_uri_destroy(uri);
            throw new DocumentStoreUnavailableException("FLUX_MONGODB cannot be used: a TLS or other option in it is not valid, or a file that it names cannot be read.");
        }

        MongoNative.mongoc_client_pool_max_size(pool, (uint)Size);
        MongoNative.mongoc_client_pool_set_error_api(pool, 2);
        Database = Marshal.PtrToStringUTF8((nint)MongoNative.mongoc_uri_get_database(uri));
        Hosts = ReadHosts(MongoNative.mongoc_uri_get_hosts(uri));
    }

    /// <summary>Most clients at once.</summary>
    public int Size { get; }

    /// <summary>The database of the connection string; null when it names none.</summary>
    public string? Database { get; }

    /// <summary>For messages; without user and password.</summary>
    public string Hosts { get; }

    public nint Pop() => MongoNative.mongoc_client_pool_pop(pool);

    public void Push(nint client) => MongoNative.mongoc_client_pool_push(pool, client);

    public void Dispose()
    {
        if (pool == 0) return;
        MongoNative.mongoc_client_pool_destroy(pool);
        MongoNative.mongoc_uri_destroy(uri);
        pool = 0;
    }

    private static string ReadHosts(MongoHost* host)
    {
        var text = new StringBuilder();
        for (; host != null; host = host->Next) text.Append(text.Length > 0 ? ", " : "").Append(Marshal.PtrToStringUTF8((nint)host->HostAndPort));
        return text.ToString();
    }

    private void Default(string option, int milliseconds)
    {
        if (MongoNative.mongoc_uri_has_option(uri, option) == 0) MongoNative.mongoc_uri_set_option_as_int32(uri, option, milliseconds);
    }
}
