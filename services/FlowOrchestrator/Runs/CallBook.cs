using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Flux.Documents.Secrets;
using Flux.FlowOrchestrator.Common;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>
/// The finished calls of a run, by their place: which script or step, and the how-manieth call of it. A run that was taken over goes through its flow once
/// more, and what is in the book is answered from it instead of being done again (semantics 5.9).
/// </summary>
internal sealed class CallBook(IDocumentStore store, SecretProtector protector, ActiveRun active, bool replays)
{
    // A document must stay below the store's limit; a larger answer is kept without its value.
    private const int MostCharacters = 8 << 20;

    /// <summary>The run was taken over: some of its calls may be finished.</summary>
    public bool Replays => replays;

    /// <summary>The hash of a call's input.</summary>
    public static string Hash(string function, JsonNode? arguments) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{function}\n{Json.Write(arguments)}")).AsSpan(0, 16));

    /// <summary>The answer of a finished call; null when it is not finished.</summary>
    /// <exception cref="OperationCanceledException">Something else was called there before: the run is being stopped as NON_DETERMINISTIC.</exception>
    public async Task<JsonObject?> FindAsync(string place, string hash, string what, CancellationToken cancellationToken)
    {
        if (!replays || await store.GetAsync(CallDocument.Type, CallDocument.Id(active.Id, place), cancellationToken) is not { } found)
            return null;
        if (found.Value.Hash == hash)
            return Json.ParseObject(protector.Unprotect(found.Value.Answer));
        active.Stop(new StopCause(Failures.Of("NON_DETERMINISTIC", $"after a takeover the flow did not do again what it had done: at {place} it now calls {what}"), EndsCancelled: false));
        throw new OperationCanceledException(active.Token);
    }

    /// <summary>How many calls of a script are finished.</summary>
    public async Task<int> CountAsync(string path, CancellationToken cancellationToken)
    {
        if (!replays)
            return 0;
        var query = DocumentQuery.All.Where("id", DocumentOperator.Prefix, CallDocument.Id(active.Id, path + "/c"));
        // Parts of a call, its tasks on single elements, lie behind a further slash.
        return await store.ReadAllAsync(CallDocument.Type, query, 200, cancellationToken).CountAsync(d => d.Id.EndsWith('!'), cancellationToken);
    }

    /// <summary>The executions of a task at a place, in order.</summary>
    public async Task<IReadOnlyList<TaskResult>> AttemptsAsync(string place, CancellationToken cancellationToken)
    {
        if (!replays)
            return [];
        var query = DocumentQuery.All.Where("call", DocumentOperator.Equal, CallDocument.Id(active.Id, place));
        return [.. (await store.QueryAsync(TaskDocument.Type, query, cancellationToken)).Items.Select(d => d.Value.Result)];
    }

    /// <summary>The write that puts a finished call into the book; the answer must not change any more.</summary>
    public CallWrite Write(string place, string hash, JsonObject answer) => new(CallDocument.Id(active.Id, place), () =>
    {
        var text = Json.Write(answer);
        return new CallDocument(hash, protector.Protect(text.Length <= MostCharacters ? text : "{}"));
    });
}
