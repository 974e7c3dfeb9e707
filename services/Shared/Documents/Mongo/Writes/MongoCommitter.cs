using System.Collections.Concurrent;
using System.Diagnostics;
using Flux.Documents.Mongo.Bson;
using Flux.Documents.Mongo.Driver;

namespace Flux.Documents.Mongo.Writes;

/// <summary>
/// Commits batches: works out the changes, writes them by the protocol that the server offers, and after a broken connection looks up whether the
/// commit happened, so that a retry neither loses nor doubles anything.
/// </summary>
internal sealed class MongoCommitter(bool transactions, Action<IntentStep>? reached = null)
{
    /// <summary>Longest work on one commit, retries and waiting for locks included.</summary>
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(45);

    private readonly ConcurrentDictionary<WriteId, Task> active = new();
    private readonly bool locks = !transactions;
    private volatile IReadOnlyList<WriteId> undecided = [];

    public void Commit(MongoClient client, MongoPlan plan)
    {
        var commit = new Commitment(WriteId.Create(), plan);
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                if (TryCommit(client, commit)) return;
            }
            catch (MongoFailure failure) when (failure.OutcomeUnknown && watch.Elapsed < MostTime)
            {
                commit.OutcomeUnknown = true;
            }
            catch (MongoFailure failure) when (failure.TryTransactionAgain && watch.Elapsed < MostTime)
            {
                // Another transaction was faster.
            }
            catch (MongoFailure failure)
            {
                throw MongoErrors.Translate(failure, commit.OutcomeUnknown || failure.OutcomeUnknown || failure.NotByMajority);
            }

            if (watch.Elapsed > MostTime) throw MongoErrors.Busy(MostTime);
            commit.Assumed = false;
        }
    }

    /// <summary>
    /// Ends the batches of processes that died: finishes what is decided, undoes what was undecided at the call before already. Called from time to time.
    /// </summary>
    public void EndAbandoned(MongoClient client)
    {
        if (!locks) return;
        var now = new List<WriteId>();
        foreach (var intent in IntentDocument.All(client).Where(intent => !active.ContainsKey(intent)))
        {
            if (IntentDocument.Find(client, intent).State is not "prepared" || undecided.Contains(intent)) IntentRecovery.Settle(client, intent);
            else now.Add(intent);
        }

        undecided = now;
    }

    private bool TryCommit(MongoClient client, Commitment commit)
    {
        var plan = commit.Plan;
        var states = commit.Assumed ? plan.Assume() : [];
        StoredStates.ReadMissing(client, plan.Keys, states);
        StoredStates.ReadMissing(client, plan.Required, states);
        if (locks && states.FirstOrDefault(state => state.Value.Lock is not null) is { Value.Lock: { } intent } held)
        {
            Waits.Resolve(client, held.Key, intent);
            return false;
        }

        if (commit.OutcomeUnknown && commit.HasHappened(states)) return commit.Changes is not [var only] || Single.Confirm(client, only, commit.Write);
        commit.Changes = plan.Simulate(states);
        if (commit.Changes.Count == 0) return true;
        try
        {
            return Protocol(commit).TryWrite(client, commit.Changes, commit.Write);
        }
        catch (DuplicateKeyException duplicate) when (locks && Holder(client, commit, duplicate) is { } holder)
        {
            Waits.Resolve(client, holder.Key, holder.Intent);
            return false;
        }
    }

    // The second try of a replacement may have to change unique values; see SingleWrite.
    private ICommitProtocol Protocol(Commitment commit) => commit.Changes switch
    {
        [{ Base: not null, Content: not null } change] when locks && !commit.Assumed && change.Key.Definition.Indexes.Any(index => index.Unique) => new IntentWrite(active, Waits, reached),
        [_] => Single,
        _ => transactions ? new TransactionWrite() : new IntentWrite(active, Waits, reached),
    };

    private SingleWrite Single => new(locks ? Waits : null, reached);

    private LockWaits Waits => new(active);

    private static (DocumentKey Key, WriteId Intent)? Holder(MongoClient client, Commitment commit, DuplicateKeyException duplicate)
    {
        var change = commit.Changes.FirstOrDefault(change => change.Key.Id == duplicate.Id && change.Key.Definition.Collection == duplicate.Collection);
        return change is null ? null : LockWaits.Holder(client, change, duplicate.Index);
    }
}
