using Flux.Documents;
using Flux.Hosting;
using Flux.Inventory.Audit;
using Flux.Inventory.Storage;

namespace Flux.Inventory.Apply;

/// <summary>Plans all kinds but elements.</summary>
internal sealed class ResourcePlanner(AuditLog audit)
{
    /// <summary>Adds one kind to the plan; answers the declared resources as they will be, by name.</summary>
    public Dictionary<string, T> Plan<T>(
        ResourceKind<T> kind, IReadOnlyList<T> declared, IReadOnlyDictionary<string, Document<T>> stored, IResourceEditor<T> editor,
        IdSource ids, Plan plan, Violations violations)
        where T : class
    {
        var results = new Dictionary<string, T>(StringComparer.Ordinal);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < declared.Count; i++)
        {
            var path = $"{kind.Field}[{i}].";
            var name = kind.Name(declared[i]);
            if (!Names.Check(name, path + kind.NameField, violations)) continue;
            if (!places.TryAdd(name, i))
            {
                violations.Add(path + kind.NameField, $"{kind.Singular} '{name}' is declared twice; {kind.Field}[{places[name]}] has it already.");
                continue;
            }

            var existing = stored.GetValueOrDefault(name);
            if (existing is not null) Etag.Check(kind.Etag(declared[i]), existing.Version, kind.Singular, name);
            var changes = new List<AuditChange>();
            var result = editor.Edit(existing?.Value, declared[i], path, violations, changes);
            if (existing is null) kind.SetId(result, ids.Next(kind.Field));
            results.Add(name, result);
            plan.Add(kind.Field, name, kind.Id(result), existing is null, [.. changes.Select(change => change.Field)]);
            if (violations.IsEmpty) Write(kind, result, existing, changes, plan.Batch);
        }

        return results;
    }

    private void Write<T>(ResourceKind<T> kind, T result, Document<T>? existing, List<AuditChange> changes, DocumentBatch batch)
        where T : class
    {
        var (id, name) = (kind.Id(result), kind.Name(result));
        if (existing is null) batch.Insert(kind.Type, Keys.Of(id), result);
        else if (changes.Count > 0) batch.Update(kind.Type, existing.Id, result, existing.Version);
        else return;
        audit.Add(batch, "", existing is null ? "created" : "changed", kind.Singular, id, name, changes);
    }
}
