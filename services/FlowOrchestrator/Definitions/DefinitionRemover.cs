using Flux.Documents;
using Flux.FlowOrchestrator.Flows;
using Flux.FlowOrchestrator.Schedules;
using Flux.Hosting;

namespace Flux.FlowOrchestrator.Definitions;

/// <summary>Deletes definitions that nothing uses. The versions stay: runs that began before go on with them.</summary>
internal sealed class DefinitionRemover(IDocumentStore store, DefinitionStore definitions, TimeProvider clock)
{
    private const int Tries = 5;

    /// <summary>Deletes one.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="shortName">Its name.</param>
    /// <param name="etag">What the caller has read; empty for anything.</param>
    /// <param name="validateOnly">Checks only.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    /// <exception cref="FluxException">NOT_FOUND; FAILED_PRECONDITION: it is used; ABORTED: it is another version.</exception>
    public async Task DeleteAsync(DefinitionKind kind, string shortName, string etag, bool validateOnly, CancellationToken cancellationToken)
    {
        var name = kind.ToString().ToLowerInvariant();
        if (shortName.Length == 0)
            throw FluxError.InvalidArgument("short_name", "is required");
        for (var tried = 1; ; tried++)
        {
            var head = await store.GetAsync(DefinitionHead.Type, DefinitionHead.Id, cancellationToken);
            var found = await definitions.FindAsync(kind, shortName, cancellationToken) ?? throw FluxError.NotFound(name, shortName);
            if (etag.Length > 0 && etag != found.Etag)
                throw FluxError.Aborted(name, shortName);
            var users = await UsersAsync(kind, shortName, cancellationToken);
            if (users.Count > 0)
                throw FluxError.FailedPrecondition($"{name.ToUpperInvariant()}_IN_USE", $"{name}s/{shortName}", $"{name} '{shortName}' is used by {string.Join(", ", users.Take(20))}; change or delete these first");
            if (validateOnly)
                return;
            var revision = head!.Value.Revision + 1;
            var last = found with { Revision = revision, Deleted = true, Time = clock.GetUtcNow() };
            var batch = new DocumentBatch()
                .Update(DefinitionHead.Type, DefinitionHead.Id, new DefinitionHead(revision), head.Version)
                .Delete(Definition.Current, found.Key)
                .Insert(Definition.Versions, last.VersionId, last);
            try
            {
                await store.CommitAsync(batch, cancellationToken);
                return;
            }
            catch (DocumentConflictException) when (tried < Tries)
            {
                // Somebody applied a bundle in between, which may use it now.
            }
        }
    }

    private async Task<List<string>> UsersAsync(DefinitionKind kind, string shortName, CancellationToken cancellationToken)
    {
        if (kind == DefinitionKind.Model)
        {
            var tasks = await definitions.AllAsync(DefinitionKind.Task, cancellationToken);
            return [.. tasks.Where(t => t.Task!.AutomationModel == shortName || t.Task.ProcessingModel == shortName).Select(t => $"task '{t.Task!.ShortName}'")];
        }
        var function = kind == DefinitionKind.Task ? "run_task" : "run_flow";
        var schedules = kind != DefinitionKind.Flow ? [] : (await store.QueryAsync(
            ScheduleDocument.Type, DocumentQuery.All.Where("flow", DocumentOperator.Equal, shortName).Take(20), cancellationToken)).Items;
        var flows = (await definitions.AllAsync(DefinitionKind.Flow, cancellationToken)).Select(f => f.Flow!);
        return
        [
            .. flows.Where(f => kind != DefinitionKind.Flow || f.ShortName != shortName)
                .Where(f => (kind == DefinitionKind.Task && f.Tasks.Any(t => t.Task == shortName)) || SourceMentions.ShortNames(f.ExecutionScript, function).Contains(shortName))
                .Select(f => $"flow '{f.ShortName}'"),
            .. schedules.Select(s => $"schedule '{s.Id}'"),
        ];
    }
}
