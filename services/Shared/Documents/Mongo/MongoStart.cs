using Flux.Documents.Mongo.Bson;
using Flux.Documents.Mongo.Driver;
using Flux.Documents.Mongo.Writes;

namespace Flux.Documents.Mongo;

/// <summary>The first words with a server: what can it do, and did somebody leave a batch unfinished?</summary>
internal static class MongoStart
{
    private const int NoSuchCommand = 59;

    public static MongoCommitter Open(MongoClient client, Action<IntentStep>? reached)
    {
        try
        {
            foreach (var intent in IntentDocument.All(client)) IntentRecovery.Settle(client, intent);
            return new MongoCommitter(HasTransactions(client), reached);
        }
        catch (MongoFailure failure)
        {
            throw MongoErrors.Translate(failure);
        }
    }

    /// <summary>Asks the server for nothing but an answer.</summary>
    public static void Ping(MongoClient client)
    {
        using var bson = new BsonWriter();
        bson.Int32("ping"u8, 1).End();
        client.Read(bson);
    }

    public static bool Drop(MongoClient client)
    {
        Ask(client, "dropDatabase"u8);
        return true;
    }

    private static bool HasTransactions(MongoClient client)
    {
        ReadOnlySpan<byte> hello;
        try
        {
            hello = Ask(client, "hello"u8);
        }
        catch (MongoFailure failure) when (failure is { FromServer: true, Code: NoSuchCommand })
        {
            hello = Ask(client, "isMaster"u8);
        }

        // Members of a replica set name it, routers of a cluster say "isdbgrid"; sessions carry transactions.
        var member = BsonReader.Find(hello, "setName"u8).Exists;
        var router = BsonReader.Find(hello, "msg"u8) is { Kind: BsonKind.String } message && message.Utf8.SequenceEqual("isdbgrid"u8);
        return (member || router) && BsonReader.Find(hello, "logicalSessionTimeoutMinutes"u8).Exists;
    }

    private static ReadOnlySpan<byte> Ask(MongoClient client, ReadOnlySpan<byte> command)
    {
        using var bson = new BsonWriter();
        bson.Int32(command, 1).End();
        return client.Run(CommandKind.Once, bson, 0);
    }
}
