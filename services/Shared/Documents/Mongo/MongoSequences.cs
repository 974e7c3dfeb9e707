using Flux.Documents.Mongo.Bson;
using Flux.Documents.Mongo.Driver;

namespace Flux.Documents.Mongo;

/// <summary>Counters: <c>flux.sequences</c> holds <c>{_id: name, last: number}</c>. A repeated step leaves a gap, which is allowed.</summary>
internal static class MongoSequences
{
    private const int DuplicateKey = 11000;

    /// <summary>Adds to the counter and answers it.</summary>
    public static long Next(MongoClient client, string name, int count)
    {
        while (true)
        {
            try
            {
                using var bson = MongoCommands.Start("findAndModify"u8, MongoFields.Sequences);
                bson.StartDocument("query"u8).String(MongoFields.Id, name).End();
                bson.StartDocument("update"u8).StartDocument("$inc"u8).Int64("last"u8, count).End().End();
                bson.Boolean("upsert"u8, true).Boolean("new"u8, true).EndWrite();
                return BsonReader.Find(BsonReader.Find(client.Write(bson), "value"u8).Value, "last"u8).Number;
            }
            catch (MongoFailure failure) when (failure is { FromServer: true, Code: DuplicateKey })
            {
                // Two made the counter at once; now it is there.
            }
        }
    }
}
