using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Flux.FlowOrchestrator.Common;
using Flux.Hosting;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Flux.FlowOrchestrator.Definitions;

/// <summary>The versions of definitions, also of deleted ones.</summary>
internal sealed class DefinitionHistory(IDocumentStore store)
{
    /// <summary>A page of versions, newest first.</summary>
    public async Task<ListDefinitionVersionsResponse> ListAsync(ListDefinitionVersionsRequest request, CancellationToken cancellationToken)
    {
        var key = Key(request.Type, request.ShortName);
        var query = DocumentQuery.All.Where("key", DocumentOperator.Equal, key).OrderBy("revision", descending: true);
        var (items, next) = await Paging.QueryAsync(store, Definition.Versions, query, request.PageSize, request.PageToken, cancellationToken);
        if (items.Count == 0 && request.PageToken.Length == 0)
            throw FluxError.NotFound(Name(request.Type), request.ShortName);
        return new ListDefinitionVersionsResponse { Versions = { items.Select(d => ToContract(d, request.Type, full: false)) }, NextPageToken = next };
    }

    /// <summary>The version that was valid at a revision.</summary>
    public async Task<DefinitionVersion> GetAsync(GetDefinitionVersionRequest request, CancellationToken cancellationToken) =>
        ToContract(await FindAsync(request.Type, request.ShortName, request.Revision, "revision", cancellationToken), request.Type, full: true);

    /// <summary>What differs between two versions.</summary>
    public async Task<DiffDefinitionVersionsResponse> DiffAsync(DiffDefinitionVersionsRequest request, CancellationToken cancellationToken)
    {
        var newer = await FindAsync(request.Type, request.ShortName, request.ToRevision, "to_revision", cancellationToken);
        if (request.FromRevision == 0 && newer.Revision == 1)
            return new DiffDefinitionVersionsResponse();
        var older = await OlderAsync(request, newer, cancellationToken);
        var response = new DiffDefinitionVersionsResponse();
        if (older is null)
            return response;
        foreach (var field in newer.Message.Descriptor.Fields.InDeclarationOrder().Where(f => f.Name is not ("id" or "etag")))
        {
            if (!Equals(field.Accessor.GetValue(older.Message), field.Accessor.GetValue(newer.Message)))
                response.Differences.Add(new FieldDifference { Field = field.Name, BeforeJson = Text(older.Message, field), AfterJson = Text(newer.Message, field) });
        }
        return response;
    }

    private async Task<Definition?> OlderAsync(DiffDefinitionVersionsRequest request, Definition newer, CancellationToken cancellationToken)
    {
        if (request.FromRevision > 0)
            return await FindAsync(request.Type, request.ShortName, request.FromRevision, "from_revision", cancellationToken);
        var query = DocumentQuery.All.Where("key", DocumentOperator.Equal, newer.Key)
            .Where("revision", DocumentOperator.LessOrEqual, newer.Revision - 1).OrderBy("revision", descending: true);
        return (await store.FirstOrDefaultAsync(Definition.Versions, query, cancellationToken))?.Value;
    }

    private async Task<Definition> FindAsync(DefinitionType type, string shortName, long revision, string field, CancellationToken cancellationToken)
    {
        if (revision < 0)
            throw FluxError.InvalidArgument(field, "must not be negative; 0 means the latest");
        var query = DocumentQuery.All.Where("key", DocumentOperator.Equal, Key(type, shortName));
        if (revision > 0)
            query = query.Where("revision", DocumentOperator.LessOrEqual, revision);
        return (await store.FirstOrDefaultAsync(Definition.Versions, query.OrderBy("revision", descending: true), cancellationToken))?.Value
            ?? throw FluxError.NotFound(Name(type), shortName, revision > 0 ? $"it did not exist at revision {revision}" : null);
    }

    private static string Key(DefinitionType type, string shortName)
    {
        var violations = new Violations();
        violations.Require(type != DefinitionType.Unspecified && System.Enum.IsDefined(type), "type", "is required: model, task or flow");
        violations.Require(shortName.Length > 0, "short_name", "is required");
        violations.ThrowIfAny();
        return Definition.KeyOf(type switch { DefinitionType.Model => DefinitionKind.Model, DefinitionType.Task => DefinitionKind.Task, _ => DefinitionKind.Flow }, shortName);
    }

    private static DefinitionVersion ToContract(Definition definition, DefinitionType type, bool full)
    {
        var version = new DefinitionVersion
        {
            Type = type,
            ShortName = definition.Key[(definition.Key.IndexOf(':', StringComparison.Ordinal) + 1)..],
            Revision = definition.Revision,
            Deleted = definition.Deleted,
            CreateTime = definition.Time is { } time ? Timestamp.FromDateTimeOffset(time) : null,
        };
        if (!full)
            return version;
        if (definition.Model is not null)
            version.Model = definition.Model;
        else if (definition.Task is not null)
            version.Task = definition.Task;
        else
            version.Flow = definition.Flow;
        return version;
    }

    // By the protobuf JSON mapping of the one field, whatever its type.
    private static string Text(IMessage message, FieldDescriptor field)
    {
        var only = (IMessage)System.Activator.CreateInstance(message.GetType())!;
        switch (field.Accessor.GetValue(message))
        {
            case System.Collections.IList list:
                foreach (var item in list)
                    ((System.Collections.IList)field.Accessor.GetValue(only)).Add(item);
                break;
            case System.Collections.IDictionary map:
                foreach (System.Collections.DictionaryEntry pair in map)
                    ((System.Collections.IDictionary)field.Accessor.GetValue(only)).Add(pair.Key, pair.Value);
                break;
            case null:
                return "";
            case var value:
                field.Accessor.SetValue(only, value);
                break;
        }
        return Json.ParseObject(JsonFormatter.Default.Format(only)) is { Count: 1 } json ? Json.Write(json.First().Value) : "";
    }

    private static string Name(DefinitionType type) => type.ToString().ToLowerInvariant();
}
