using System.Runtime.InteropServices;
using Flux.Documents.Mongo.Bson;

namespace Flux.Documents.Mongo.Driver;

/// <summary>A transaction on one client, committed by a majority; aborted unless committed.</summary>
internal sealed unsafe class MongoSession : IDisposable
{
    private readonly MongoClient client;
    private readonly nint session;
    private readonly nint options;
    private bool open;

    public MongoSession(MongoClient client)
    {
        this.client = client;
        BsonError error;
        session = MongoNative.mongoc_client_start_session(client.Handle, 0, &error);
        if (session == 0) throw MongoClient.Failure(error, default);
        options = MongoNative.bson_new();
        var transaction = MongoNative.mongoc_transaction_opts_new();
        var concern = MongoNative.mongoc_write_concern_new();
        MongoNative.mongoc_write_concern_set_wmajority(concern, MongoCommands.MajorityMilliseconds);
        MongoNative.mongoc_transaction_opts_set_write_concern(transaction, concern);
        open = MongoNative.mongoc_client_session_append(session, options, &error) != 0
            && MongoNative.mongoc_client_session_start_transaction(session, transaction, &error) != 0;
        MongoNative.mongoc_write_concern_destroy(concern);
        MongoNative.mongoc_transaction_opts_destroy(transaction);
        if (open) return;
        var failure = MongoClient.Failure(error, default);
        Dispose();
        throw failure;
    }

    /// <summary>Runs a command in the transaction.</summary>
    public ReadOnlySpan<byte> Run(BsonWriter document) => client.Run(CommandKind.Once, document, options);

    public void Commit()
    {
        var reply = MongoClient.Allocate();
        BsonError error;
        try
        {
            open = false;
            var ok = MongoNative.mongoc_client_session_commit_transaction(session, reply, &error);
            var failure = ok != 0 ? null : MongoClient.Failure(error, MongoClient.Data(reply));
            MongoNative.bson_destroy(reply);
            if (failure is not null) throw failure;
        }
        finally
        {
            NativeMemory.AlignedFree(reply);
        }
    }

    public void Dispose()
    {
        BsonError error;
        if (open) MongoNative.mongoc_client_session_abort_transaction(session, &error);
        open = false;
        MongoNative.bson_destroy((byte*)options);
        MongoNative.mongoc_client_session_destroy(session);
    }
}
