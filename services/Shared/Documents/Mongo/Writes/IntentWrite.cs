using System.Collections.Concurrent;
using Flux.Documents.Mongo.Bson;
using Flux.Documents.Mongo.Driver;

namespace Flux.Documents.Mongo.Writes;

/// <summary>
/// Writes documents together on a server without transactions: (1) announce an intent; (2) lock every document, on the condition that it is as the base says, and put
/// beside it what it becomes (new documents come as hidden ones of version 0, which reserve their unique values); (3) decide: the intent becomes "committed", by
/// one conditional write; (4) apply; (5) remove the intent. <see cref="Handovers"/> says how a value passes between documents. Until (3) anybody may abort the intent, after it anybody can finish it: see <see cref="IntentRecovery"/>.
/// No clock decides anything, and a writer that was thought dead cannot do harm: each of its later writes needs its lock.
/// </summary>
internal sealed class IntentWrite(ConcurrentDictionary<WriteId, Task> active, LockWaits waits, Action<IntentStep>? reached) : ICommitProtocol
{
    private const int MostTurns = 100;

    public bool TryWrite(MongoClient client, IReadOnlyList<MongoChange> changes, WriteId write)
    {
        var intent = WriteId.Create();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        active[intent] = done.Task;
        try
        {
            return Run(client, [.. changes.OrderBy(change => change.Key.Definition.Collection, StringComparer.Ordinal).ThenBy(change => change.Key.Id, StringComparer.Ordinal)], intent, write);
        }
        finally
        {
            active.TryRemove(intent, out _);
            done.SetResult();
        }
    }

    private bool Run(MongoClient client, List<MongoChange> changes, WriteId intent, WriteId write)
    {
        try
        {
            var content = new LockContent(intent, write, changes);
            content.ReadIndexes(client);
            IntentDocument.Insert(client, intent, changes, content.Handed);
            reached?.Invoke(IntentStep.Announced);
            WriteId? first = null;
            if (!Lock(client, changes, content) || (first = Handovers.Find(client, changes, intent)) is not null || !IntentDocument.Move(client, intent, "prepared", "committed"))
            {
                IntentRecovery.Settle(client, intent);
                if (first is { } other) waits.Resolve(client, changes[0].Key, other);
                return false;
            }

            reached?.Invoke(IntentStep.Decided);
            // Each turn makes room for one value.
            for (var turns = 0; !TryApply(client, changes, intent, write); turns++)
            {
                if (turns > MostTurns + changes.Count) throw Handovers.NoRoom();
            }

            reached?.Invoke(IntentStep.Applied);
            IntentDocument.Delete(client, intent);
            return true;
        }
        catch (Exception error) when (error is DuplicateKeyException or MongoFailure { NoServer: false } or DocumentTooLargeException)
        {
            // After a broken connection the decision may have been taken all the same.
            if (IntentRecovery.Settle(client, intent)) return true;
            throw;
        }
    }

    private bool Lock(MongoClient client, List<MongoChange> changes, LockContent content)
    {
        var statements = new StatementBatch(client.Write, inTransaction: false);
        var locked = statements.Run("update"u8, "updates"u8, changes.Where(change => change.Base is not null), content.LockExisting)
            && statements.Run("insert"u8, "documents"u8, changes.Where(change => change.Base is null), content.InsertHidden);
        if (locked) reached?.Invoke(IntentStep.Locked);
        return locked;
    }

    private bool TryApply(MongoClient client, List<MongoChange> changes, WriteId intent, WriteId write)
    {
        try
        {
            Apply(client, changes, intent, write);
            return true;
        }
        catch (DuplicateKeyException duplicate)
        {
            var change = changes.First(change => change.Key.Id == duplicate.Id && change.Key.Definition.Collection == duplicate.Collection);
            var (index, value) = Handovers.Uniques(change).First(unique => unique.Index.Name == duplicate.Index);
            Handovers.MakeRoom(client, duplicate.Collection, index.Field, value, intent);
            return false;
        }
    }

    // What is gone or no longer locked was applied by another process, which found this one too slow.
    private void Apply(MongoClient client, List<MongoChange> changes, WriteId intent, WriteId write)
    {
        var statements = new StatementBatch(client.Write, inTransaction: false);
        statements.Run("delete"u8, "deletes"u8, changes.Where(change => change.Content is null), (bson, i, change) =>
        {
            bson.StartItem(i);
            LockContent.Locked(bson, change.Key.Id, intent);
            bson.Int32("limit"u8, 1).End();
        });
        foreach (var existing in new[] { true, false })
        {
            statements.Run("update"u8, "updates"u8, changes.Where(change => change.Content is not null && change.Base is not null == existing), (bson, i, change) =>
            {
                bson.StartItem(i);
                LockContent.Locked(bson, change.Key.Id, intent);
                bson.StartDocument("u"u8);
                WriteCommands.Content(bson, change, write);
                bson.End().End();
            });
            if (existing) reached?.Invoke(IntentStep.PartlyApplied);
        }
    }
}
