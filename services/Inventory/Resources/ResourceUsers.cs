using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Hosting;
using Flux.Inventory.Audit;
using Flux.Inventory.Storage;
using Google.Protobuf.WellKnownTypes;

namespace Flux.Inventory.Resources;

/// <summary>Knows what uses a resource, and takes it from its users when it is deleted all the same.</summary>
internal sealed class ResourceUsers(IDocumentStore store, AuditLog audit, TimeProvider clock)
{
    private const int MaxNamed = 10;

    /// <summary>Adds the changes of all users to the batch and answers their number; FAILED_PRECONDITION when there are any and not <paramref name="force"/>.</summary>
    public async Task<int> ReleaseAsync(DocumentBatch batch, string kind, long id, string name, bool force, CancellationToken ct)
    {
        if (kind == "user") return 0;
        // Before looking for users: what begins to name it from here on makes the batch fail.
        var mark = await ReferenceMark.ReadAsync(store, kind, id, ct);
        ReferenceMark.Forbid(batch, kind, id, mark);
        var elements = (await store.QueryAsync(StoredElement.Type, DocumentQuery.All.Where(kind == "group" ? "groups" : kind, DocumentOperator.Equal, id), ct)).Items;
        var users = kind == "organization"
            ? (await store.QueryAsync(Collections.Users, DocumentQuery.All.Where("organization", DocumentOperator.Equal, id), ct)).Items
            : [];
        var count = elements.Count + users.Count;
        if (count > 0 && !force) throw InUse(kind, name, elements, users);
        foreach (var element in elements) Release(batch, kind, id, name, element);
        foreach (var user in users)
        {
            user.Value.OrganizationId = 0;
            batch.Update(Collections.Users, user.Id, user.Value, user.Version);
            audit.Add(batch, "", "changed", "user", user.Value.Id, user.Value.Username, [new AuditChange("organization_id", $"{id}", "0")]);
        }

        return count;
    }

    private void Release(DocumentBatch batch, string kind, long id, string name, Document<StoredElement> element)
    {
        var result = element.Value;
        result.Fields.LastChange = clock.GetUtcNow().ToTimestamp();
        result = kind switch
        {
            "group" => result with { GroupIds = [.. result.GroupIds.Where(group => group != id)] },
            "profile" => result with { ProfileId = null },
            "location" => result with { LocationId = null },
            _ => result with { OrganizationId = null },
        };
        batch.Update(StoredElement.Type, element.Id, result, element.Version);
        // Settings are values of the profile's parameters: without it they mean nothing.
        if (kind == "profile") batch.Delete(StoredSettings.Type, element.Id);
        var change = AuditChange.OfText(kind == "group" ? "groups" : kind, name, "");
        audit.Add(batch, "", "changed", "element", result.Fields.Id, result.Fields.Name, [change]);
    }

    private static FluxException InUse(string kind, string name, IReadOnlyList<Document<StoredElement>> elements, IReadOnlyList<Document<User>> users)
    {
        var names = elements.Select(element => $"element '{element.Value.Fields.Name}'").Concat(users.Select(user => $"user '{user.Value.Username}'")).ToList();
        var text = string.Join(", ", names.Take(MaxNamed)) + (names.Count > MaxNamed ? $" and {names.Count - MaxNamed} more" : "");
        return FluxError.FailedPrecondition("IN_USE", $"{kind}s/{name}", $"is used by {text}; change them first, or delete it with force.");
    }
}
