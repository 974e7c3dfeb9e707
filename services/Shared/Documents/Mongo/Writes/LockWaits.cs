using System.Collections.Concurrent;
using System.Diagnostics;
using Flux.Documents.Mongo.Bson;
using Flux.Documents.Mongo.Driver;

namespace Flux.Documents.Mongo.Writes;

/// <summary>What a writer does that finds a document locked.</summary>
internal sealed class LockWaits(ConcurrentDictionary<WriteId, Task> active)
{
    /// <summary>How long another process's batch may stay undecided before it is aborted; its writer then tries again, so a short time is safe.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Returns when the lock is gone, by itself or by force.</summary>
    public void Resolve(MongoClient client, DocumentKey key, WriteId intent)
    {
        if (active.TryGetValue(intent, out var own))
        {
            own.Wait();
            return;
        }

        var watch = Stopwatch.StartNew();
        // The other process cannot tell this one when it is done, so this one looks; a thread of the driver's waits, none of the pool.
        while (IntentDocument.Find(client, intent).State is "prepared" && watch.Elapsed < Patience) Thread.Sleep(20);
        if (IntentRecovery.Settle(client, intent)) return;
        // The intent is gone; a lock that its writer set too late means nothing.
        IntentRecovery.Release(client, key.Definition.Collection, [key.Id], intent, committed: false);
    }

    /// <summary>The document that holds a unique value for a batch under way, and the batch; null when the value is simply taken.</summary>
    public static (DocumentKey Key, WriteId Intent)? Holder(MongoClient client, MongoChange change, string indexName)
    {
        var definition = change.Key.Definition;
        var position = definition.Indexes.ToList().FindIndex(index => index.Name == indexName);
        if (position < 0 || change.Content?.IndexValues[position] is not { } value) return null;
        (DocumentKey, WriteId)? holder = null;
        using var filter = new BsonWriter();
        filter.IndexValue(System.Text.Encoding.UTF8.GetBytes($"index.{indexName}"), value).StartDocument(MongoFields.Lock).Boolean("$exists"u8, true).End().End();
        using var options = new BsonWriter();
        options.StartDocument("projection"u8).Int32(MongoFields.Lock, 1).End().End();
        client.Find(definition.Collection, filter, options, document =>
        {
            holder = (new DocumentKey(definition, BsonReader.Find(document, MongoFields.Id).Text), StoredStates.Id(document, MongoFields.Lock)!.Value);
            return false;
        });
        return holder;
    }
}
