using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Flux.Documents.Mongo.Bson;

namespace Flux.Documents.Mongo.Driver;

/// <summary>One client of the pool with the memory that its calls need; used by one thread at a time.</summary>
internal sealed unsafe class MongoClient : IDisposable
{
    private readonly MongoPool pool;
    private readonly byte* database;
    private readonly byte* command;
    private readonly byte* content;
    private readonly byte* options;
    private readonly byte* reply;
    private readonly Dictionary<string, nint> collections = new(StringComparer.Ordinal);
    private bool hasReply;

    public MongoClient(MongoPool pool, string database)
    {
        this.pool = pool;
        Handle = pool.Pop();
        this.database = (byte*)Marshal.StringToCoTaskMemUTF8(database);
        command = Allocate();
        content = Allocate();
        options = Allocate();
        reply = Allocate();
    }

    public nint Handle { get; }

    /// <summary>Finds through the driver's retryable reads. The answer is valid until the next call.</summary>
    public ReadOnlySpan<byte> Read(BsonWriter document) => Run(CommandKind.Read, document, 0);

    /// <summary>Writes once; see <see cref="WriteOne"/> for a write that the driver repeats. The answer is valid until the next call.</summary>
    public ReadOnlySpan<byte> Write(BsonWriter document) => Run(CommandKind.Write, document, 0);

    /// <summary>Runs any command; <paramref name="optionsHandle"/> may carry a session. The answer is valid until the next call.</summary>
    public ReadOnlySpan<byte> Run(CommandKind kind, BsonWriter document, nint optionsHandle)
    {
        ClearReply();
        BsonError error;
        byte ok;
        fixed (byte* data = document.Written)
        {
            MongoNative.bson_init_static(command, data, (nuint)document.Length);
            hasReply = true;
            ok = kind switch
            {
                CommandKind.Read => MongoNative.mongoc_client_read_command_with_opts(Handle, database, command, 0, optionsHandle, reply, &error),
                CommandKind.Write => MongoNative.mongoc_client_write_command_with_opts(Handle, database, command, optionsHandle, reply, &error),
                _ => MongoNative.mongoc_client_command_with_opts(Handle, database, command, 0, optionsHandle, reply, &error),
            };
        }

        return ok != 0 ? Reply() : throw Failure(error, Reply());
    }

    /// <summary>Answers every document of a query, page by page from the server, until <paramref name="take"/> has enough.</summary>
    public void Find(string collection, BsonWriter filter, BsonWriter opts, TakeDocument take)
    {
        nint cursor = 0;
        try
        {
            fixed (byte* filterData = filter.Written, optionData = opts.Written)
            {
                MongoNative.bson_init_static(command, filterData, (nuint)filter.Length);
                MongoNative.bson_init_static(options, optionData, (nuint)opts.Length);
                cursor = MongoNative.mongoc_collection_find_with_opts(Collection(collection), command, options, 0);
                byte* document;
                while (MongoNative.mongoc_cursor_next(cursor, &document) != 0)
                {
                    if (!take(Data(document))) return;
                }
            }

            BsonError error;
            if (MongoNative.mongoc_cursor_error(cursor, &error) != 0) throw Failure(error, default);
        }
        finally
        {
            if (cursor != 0) MongoNative.mongoc_cursor_destroy(cursor);
        }
    }

    /// <summary>
    /// Writes one document, on a replica set as a retryable write: inserts without a filter, deletes without a document, else replaces.
    /// Answers also when a statement was refused. The answer is valid until the next call.
    /// </summary>
    public ReadOnlySpan<byte> WriteOne(string collection, BsonWriter? filter, BsonWriter? document, BsonWriter opts)
    {
        ClearReply();
        var handle = Collection(collection);
        BsonError error;
        byte ok;
        fixed (byte* filterData = filter is null ? default : filter.Written, data = document is null ? default : document.Written, optionData = opts.Written)
        {
            if (filter is not null) MongoNative.bson_init_static(command, filterData, (nuint)filter.Length);
            if (document is not null) MongoNative.bson_init_static(content, data, (nuint)document.Length);
            MongoNative.bson_init_static(options, optionData, (nuint)opts.Length);
            hasReply = true;
            if (filter is null) ok = MongoNative.mongoc_collection_insert_one(handle, content, options, reply, &error);
            else if (document is null) ok = MongoNative.mongoc_collection_delete_one(handle, command, options, reply, &error);
            else ok = MongoNative.mongoc_collection_replace_one(handle, command, content, options, reply, &error);
        }

        return ok != 0 || BsonReader.Find(Reply(), "writeErrors"u8).Exists ? Reply() : throw Failure(error, Reply());
    }

    public static MongoFailure Failure(in BsonError error, ReadOnlySpan<byte> answer)
    {
        bool transient = false, unknown = false;
        if (answer.Length > 5 && BsonReader.Find(answer, "errorLabels"u8) is { Kind: BsonKind.Array } labels)
        {
            var label = new BsonReader(labels.Value);
            while (label.Read())
            {
                transient |= label.Current.Utf8.SequenceEqual("TransientTransactionError"u8);
                unknown |= label.Current.Utf8.SequenceEqual("UnknownTransactionCommitResult"u8);
            }
        }

        return new MongoFailure(error.Domain, (int)error.Code, error.Message, transient, unknown);
    }

    public void Dispose()
    {
        ClearReply();
        foreach (var collection in collections.Values) MongoNative.mongoc_collection_destroy(collection);
        pool.Push(Handle);
        NativeMemory.AlignedFree(command);
        NativeMemory.AlignedFree(content);
        NativeMemory.AlignedFree(options);
        NativeMemory.AlignedFree(reply);
        Marshal.FreeCoTaskMem((nint)database);
    }

    /// <summary>Memory of a <c>bson_t</c>.</summary>
    public static byte* Allocate() => (byte*)NativeMemory.AlignedAlloc(MongoNative.BsonSize, MongoNative.BsonSize);

    public static ReadOnlySpan<byte> Data(byte* bson)
    {
        var data = MongoNative.bson_get_data(bson);
        return new ReadOnlySpan<byte>(data, BinaryPrimitives.ReadInt32LittleEndian(new ReadOnlySpan<byte>(data, 4)));
    }

    private ReadOnlySpan<byte> Reply() => Data(reply);

    private nint Collection(string name)
    {
        if (collections.TryGetValue(name, out var handle)) return handle;
        var text = Marshal.StringToCoTaskMemUTF8(name);
        handle = MongoNative.mongoc_client_get_collection(Handle, database, (byte*)text);
        Marshal.FreeCoTaskMem(text);
        collections.Add(name, handle);
        return handle;
    }

    private void ClearReply()
    {
        if (hasReply) MongoNative.bson_destroy(reply);
        hasReply = false;
    }
}
