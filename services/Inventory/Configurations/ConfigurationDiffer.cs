using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Hosting;
using Flux.Inventory.Configurations.Diff;
using Flux.Inventory.Elements;

namespace Flux.Inventory.Configurations;

/// <summary>Compares revisions.</summary>
internal sealed class ConfigurationDiffer(ConfigurationReader reader, ElementFinder elements)
{
    private const int DefaultContext = 3;
    private const int MaxContext = 100;

    public async Task<DiffConfigurationsResponse> DiffAsync(DiffConfigurationsRequest request, CancellationToken ct)
    {
        Check(request);
        await elements.FindAsync(request.ElementId, ct);
        var klass = request.Klass.Length == 0 ? ConfigurationRules.DefaultKlass : request.Klass;
        var newer = request.HasToText ? null : await RevisionAsync(request, klass, request.ToRevision, null, ct);
        var older = request.FromRevision == 0 && newer is null && !request.HasToText
            ? null
            : await RevisionAsync(request, klass, request.FromRevision, newer?.Value.Fields.Revision, ct);
        if (newer is null && !request.HasToText)
            throw FluxError.NotFound("configuration", $"elements/{request.ElementId}, {klass}, section '{request.Section}'", "store one with SaveConfiguration");

        var name = request.Section.Length == 0 ? klass : $"{request.Section}.{klass}";
        var result = UnifiedDiff.Compare(
            older is null ? "" : await reader.TextAsync(older, ct), newer is null ? request.ToText : await reader.TextAsync(newer, ct),
            Title(name, older), newer is null ? $"{name}\tgiven text" : Title(name, newer),
            request.HasContextLines ? request.ContextLines : DefaultContext, ct);
        ConfigurationRules.CheckSize("the comparison", result.Text);
        return new DiffConfigurationsResponse { Diff = result.Text, AddedLines = result.Added, RemovedLines = result.Removed };
    }

    private static void Check(DiffConfigurationsRequest request)
    {
        var violations = new Violations();
        ConfigurationRules.Klass(request.Klass, "klass", violations);
        ConfigurationRules.Section(request.Section, "section", violations);
        violations.Require(request.FromRevision >= 0, "from_revision", "must not be negative; 0 means the one before the newer side.");
        violations.Require(request.ToRevision >= 0, "to_revision", "must not be negative; 0 means the latest.");
        violations.Require(!request.HasContextLines || request.ContextLines is >= 0 and <= MaxContext, "context_lines", $"must be 0 to {MaxContext}.");
        violations.ThrowIfAny();
        ConfigurationRules.CheckSize("to_text", request.ToText);
    }

    // Revision 0 is the latest one, of those before another when that is given.
    private Task<Document<StoredRevision>?> RevisionAsync(DiffConfigurationsRequest request, string klass, long revision, long? below, CancellationToken ct) =>
        revision == 0
            ? reader.LatestAsync(request.ElementId, klass, request.Section, below, ct)
            : FoundAsync(reader.FindAsync(request.ElementId, klass, request.Section, revision, ct));

    private static async Task<Document<StoredRevision>?> FoundAsync(Task<Document<StoredRevision>> task) => await task;

    // A tab ends a file name in a unified diff.
    private static string Title(string name, Document<StoredRevision>? revision) =>
        revision is null ? $"{name}\tnothing" : $"{name}\trevision {revision.Value.Fields.Revision}";
}
