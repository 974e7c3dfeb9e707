using System.Runtime.InteropServices;

namespace Flux.Documents.Mongo.Driver;

/// <summary>The functions of the official C driver that the store uses. Booleans are bytes; a <c>bson_t</c> is 128 bytes, aligned to 128.</summary>
internal static unsafe partial class MongoNative
{
    public const string Mongoc = "libmongoc-1.0";
    public const string Bson = "libbson-1.0";
    public const int BsonSize = 128;

    [LibraryImport(Mongoc)]
    public static partial void mongoc_init();

    [LibraryImport(Mongoc)]
    public static partial void mongoc_log_set_handler(delegate* unmanaged<int, byte*, byte*, void*, void> handler, void* user);

    [LibraryImport(Mongoc, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint mongoc_uri_new_with_error(string uri, BsonError* error);

    [LibraryImport(Mongoc)]
    public static partial void mongoc_uri_destroy(nint uri);

    [LibraryImport(Mongoc)]
    public static partial byte* mongoc_uri_get_database(nint uri);

    [LibraryImport(Mongoc)]
    public static partial byte* mongoc_uri_get_replica_set(nint uri);

    /// <summary>A linked list whose nodes start with the next node and hold "host:port" after it.</summary>
    [LibraryImport(Mongoc)]
    public static partial MongoHost* mongoc_uri_get_hosts(nint uri);

    [LibraryImport(Mongoc, StringMarshalling = StringMarshalling.Utf8)]
    public static partial byte mongoc_uri_has_option(nint uri, string name);

    [LibraryImport(Mongoc, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mongoc_uri_get_option_as_int32(nint uri, string name, int otherwise);

    [LibraryImport(Mongoc, StringMarshalling = StringMarshalling.Utf8)]
    public static partial byte mongoc_uri_set_option_as_int32(nint uri, string name, int value);

    [LibraryImport(Mongoc, StringMarshalling = StringMarshalling.Utf8)]
    public static partial byte mongoc_uri_set_appname(nint uri, string name);

    [LibraryImport(Mongoc)]
    public static partial nint mongoc_client_pool_new(nint uri);

    [LibraryImport(Mongoc)]
    public static partial byte mongoc_client_pool_set_error_api(nint pool, int version);

    [LibraryImport(Mongoc)]
    public static partial void mongoc_client_pool_max_size(nint pool, uint size);

    [LibraryImport(Mongoc)]
    public static partial nint mongoc_client_pool_pop(nint pool);

    [LibraryImport(Mongoc)]
    public static partial void mongoc_client_pool_push(nint pool, nint client);

    [LibraryImport(Mongoc)]
    public static partial void mongoc_client_pool_destroy(nint pool);

    [LibraryImport(Mongoc)]
    public static partial byte mongoc_client_command_with_opts(nint client, byte* database, byte* command, nint preference, nint options, byte* reply, BsonError* error);

    [LibraryImport(Mongoc)]
    public static partial byte mongoc_client_read_command_with_opts(nint client, byte* database, byte* command, nint preference, nint options, byte* reply, BsonError* error);

    [LibraryImport(Mongoc)]
    public static partial byte mongoc_client_write_command_with_opts(nint client, byte* database, byte* command, nint options, byte* reply, BsonError* error);

    [LibraryImport(Mongoc)]
    public static partial nint mongoc_client_get_collection(nint client, byte* database, byte* collection);

    [LibraryImport(Mongoc)]
    public static partial void mongoc_collection_destroy(nint collection);

    [LibraryImport(Mongoc)]
    public static partial byte mongoc_collection_insert_one(nint collection, byte* document, byte* options, byte* reply, BsonError* error);

    [LibraryImport(Mongoc)]
    public static partial byte mongoc_collection_replace_one(nint collection, byte* filter, byte* document, byte* options, byte* reply, BsonError* error);

    [LibraryImport(Mongoc)]
    public static partial byte mongoc_collection_delete_one(nint collection, byte* filter, byte* options, byte* reply, BsonError* error);

    [LibraryImport(Mongoc)]
    public static partial nint mongoc_collection_find_with_opts(nint collection, byte* filter, byte* options, nint preference);

    [LibraryImport(Mongoc)]
    public static partial byte mongoc_cursor_next(nint cursor, byte** document);

    [LibraryImport(Mongoc)]
    public static partial byte mongoc_cursor_error(nint cursor, BsonError* error);

    [LibraryImport(Mongoc)]
    public static partial void mongoc_cursor_destroy(nint cursor);

    [LibraryImport(Mongoc)]
    public static partial nint mongoc_client_start_session(nint client, nint options, BsonError* error);

    [LibraryImport(Mongoc)]
    public static partial byte mongoc_client_session_start_transaction(nint session, nint options, BsonError* error);

    [LibraryImport(Mongoc)]
    public static partial byte mongoc_client_session_commit_transaction(nint session, byte* reply, BsonError* error);

    [LibraryImport(Mongoc)]
    public static partial byte mongoc_client_session_abort_transaction(nint session, BsonError* error);

    [LibraryImport(Mongoc)]
    public static partial byte mongoc_client_session_append(nint session, nint options, BsonError* error);

    [LibraryImport(Mongoc)]
    public static partial void mongoc_client_session_destroy(nint session);

    [LibraryImport(Mongoc)]
    public static partial nint mongoc_transaction_opts_new();

    [LibraryImport(Mongoc)]
    public static partial void mongoc_transaction_opts_destroy(nint options);

    [LibraryImport(Mongoc)]
    public static partial void mongoc_transaction_opts_set_write_concern(nint options, nint concern);

    [LibraryImport(Mongoc)]
    public static partial nint mongoc_write_concern_new();

    [LibraryImport(Mongoc)]
    public static partial void mongoc_write_concern_set_wmajority(nint concern, int milliseconds);

    [LibraryImport(Mongoc)]
    public static partial void mongoc_write_concern_destroy(nint concern);

    [LibraryImport(Bson)]
    public static partial byte bson_init_static(byte* bson, byte* data, nuint length);

    [LibraryImport(Bson)]
    public static partial nint bson_new();

    [LibraryImport(Bson)]
    public static partial byte* bson_get_data(byte* bson);

    [LibraryImport(Bson)]
    public static partial void bson_destroy(byte* bson);
}
