using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Hosting;
using Flux.Inventory.Storage;
using Google.Protobuf.WellKnownTypes;

namespace Flux.Inventory.Audit;

/// <summary>Lists audit entries.</summary>
internal sealed class AuditReader(IDocumentStore store)
{
    private const int MaxText = 200;
    private static readonly string[] Actions = ["created", "changed", "deleted"];
    private static readonly string[] Kinds = ["element", "group", "profile", "location", "organization", "user"];

    public async Task<ListAuditEntriesResponse> ListAsync(ListAuditEntriesRequest request, CancellationToken ct)
    {
        var violations = new Violations();
        var query = DocumentQuery.All.OrderBy("time", descending: true);
        var size = Paging.Size(request.PageSize, violations);
        if (request.Subject.Length > 0) query = query.Where("resource", DocumentOperator.Equal, Resource(request.Subject, violations));
        if (violations.Require(request.Actor.Length <= MaxText, "actor", $"is longer than {MaxText} characters.") && request.Actor.Length > 0)
            query = query.Where("actor", DocumentOperator.Equal, request.Actor);
        if (violations.Require(request.Action.Length == 0 || Actions.Contains(request.Action), "action", $"must be one of {string.Join(", ", Actions)}, or empty.") && request.Action.Length > 0)
            query = query.Where("action", DocumentOperator.Equal, request.Action);
        if (Moment(request.FromTime, "from_time", violations) is { } from) query = query.Where("time", DocumentOperator.GreaterOrEqual, from);
        if (Moment(request.ToTime, "to_time", violations) is { } to) query = query.Where("time", DocumentOperator.Less, to);
        violations.ThrowIfAny();
        var page = await store.QueryAsync(AuditEntry.Type, query.Take(size).After(request.PageToken), ct);
        return new ListAuditEntriesResponse { Entries = { page.Items.Select(item => Show(item.Value)) }, NextPageToken = page.NextToken ?? "" };
    }

    private static string Resource(string subject, Violations violations)
    {
        var parts = subject.Split('/');
        var known = parts.Length == 2 && parts[0].EndsWith('s') && Kinds.Contains(parts[0][..^1]) && long.TryParse(parts[1], out _);
        violations.Require(known, "subject", "must be a kind and an id, as in 'elements/12'.");
        return known ? $"{parts[0][..^1]}/{parts[1]}" : "";
    }

    private static DateTimeOffset? Moment(Timestamp? time, string path, Violations violations)
    {
        if (time is null) return null;
        var valid = time is { Seconds: >= -62_135_596_800 and < 253_402_300_800, Nanos: >= 0 and < 1_000_000_000 };
        return violations.Require(valid, path, "must be a moment between the years 1 and 9999.") ? time.ToDateTimeOffset() : null;
    }

    private static AuditRecord Show(AuditEntry entry) => new()
    {
        Time = entry.Time.ToTimestamp(), Actor = entry.Actor, Action = entry.Action, Subject = $"{entry.Kind}s/{entry.ResourceId}", Name = entry.Name,
        Changes = { entry.Changes.Select(change => new FieldChange { Field = change.Field, OldJson = change.Old ?? "", NewJson = change.New ?? "" }) },
    };
}
