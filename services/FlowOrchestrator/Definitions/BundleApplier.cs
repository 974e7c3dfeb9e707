using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Flux.Hosting;

namespace Flux.FlowOrchestrator.Definitions;

/// <summary>Makes a declared bundle true: all of it in one write, or nothing.</summary>
internal sealed class BundleApplier(IDocumentStore store, DefinitionStore definitions, SourceChecker sources, DefinitionWriter writer)
{
    private const int Tries = 5;

    /// <summary>Checks and, unless <c>validate_only</c>, writes.</summary>
    /// <returns>One entry a resource: models, tasks, flows.</returns>
    /// <exception cref="FluxException">INVALID_ARGUMENT with every bad field; UNAVAILABLE without script-runner; ABORTED after too many races.</exception>
    public async Task<IReadOnlyList<AppliedResource>> ApplyAsync(ApplyDefinitionsRequest request, CancellationToken cancellationToken)
    {
        for (var tried = 1; ; tried++)
        {
            var head = await store.GetAsync(DefinitionHead.Type, DefinitionHead.Id, cancellationToken);
            var stored = await definitions.FindManyAsync(Bundle.Keys(request), cancellationToken);
            var bundle = new Bundle(request.Models, request.Tasks, request.Flows, stored);
            if (tried == 1)
                await CheckAsync(bundle, cancellationToken);
            var changes = Changes(bundle);
            if (request.ValidateOnly || changes.All(c => c.Applied.Outcome == ApplyOutcome.Unchanged))
                return [.. changes.Select(c => c.Applied)];
            try
            {
                await writer.WriteAsync(changes, head, null, cancellationToken);
                return [.. changes.Select(c => c.Applied)];
            }
            catch (Exception e) when (e is DocumentConflictException or DuplicateKeyException)
            {
                // Somebody else applied a bundle in between: look again at what is stored.
                if (tried == Tries)
                    throw FluxError.Aborted("definitions", "bundle", "the definitions changed while this bundle was applied; apply it again");
            }
        }
    }

    private async Task CheckAsync(Bundle bundle, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        BundleRules.Check(bundle, violations);
        await sources.CheckAsync(bundle, violations, cancellationToken);
        violations.ThrowIfAny();
    }

    private static List<DefinitionChange> Changes(Bundle bundle) =>
    [
        .. bundle.Models.Select(m => DefinitionChange.Of(DefinitionKind.Model, "models", m, m.ShortName, bundle)),
        .. bundle.Tasks.Select(t => DefinitionChange.Of(DefinitionKind.Task, "tasks", t, t.ShortName, bundle)),
        .. bundle.Flows.Select(f => DefinitionChange.Of(DefinitionKind.Flow, "flows", f, f.ShortName, bundle)),
    ];
}
