using System.Text.Json;
using Flux.ContextBuilder.Elements;
using Flux.Contracts.Context.V1;
using Flux.Hosting;

namespace Flux.ContextBuilder.Documents;

/// <summary>Reads, compares and merges context documents.</summary>
internal sealed class ContextReader(ContextDocuments documents)
{
    private const int MaxMerged = 100;

    public async Task<GetContextValueResponse> ValueAsync(GetContextValueRequest request, CancellationToken ct)
    {
        var violations = new Violations();
        violations.Require(request.Pointer.Length == 0 || request.Pointer[0] == '/', "pointer", "must be a JSON pointer such as \"/net/0/hostname\", or empty for the whole.");
        violations.Require(Enum.IsDefined(request.Type), "type", "is no type of values.");
        violations.ThrowIfAny();
        var content = (await documents.FindAsync(request.Id, 0, ct)).Content;
        if (JsonPointer.Find(content, request.Pointer) is not { } value) return new GetContextValueResponse();
        if (!Is(value, request.Type))
        {
            throw FluxError.FailedPrecondition(
                "WRONG_TYPE", $"contexts/{request.Id}{request.Pointer}", $"is {Describe(value)}, not {request.Type.ToString().ToLowerInvariant()}");
        }

        return new GetContextValueResponse { Found = true, ValueJson = value.GetRawText() };
    }

    public async Task<DiffContextResponse> DiffAsync(DiffContextRequest request, CancellationToken ct)
    {
        if (request.FromVersion <= 0) throw FluxError.InvalidArgument("from_version", "must be a version, 1 or greater.");
        var before = await documents.FindAsync(request.Id, request.FromVersion, ct);
        var after = await documents.FindAsync(request.Id, request.ToVersion, ct);
        return new DiffContextResponse
        {
            Changes = { ContextDiff.Between(ContextObjects.Parse(before.Content.GetRawText()), ContextObjects.Parse(after.Content.GetRawText())) },
        };
    }

    public async Task<MergeContextsResponse> MergeAsync(MergeContextsRequest request, CancellationToken ct)
    {
        var violations = new Violations();
        violations.Require(
            request.Ids.Count + request.ContextsJson.Count is > 0 and <= MaxMerged, "contexts_json", $"give 1 to {MaxMerged} contexts, by id or as JSON.");
        violations.Require(Enum.IsDefined(request.Mode), "mode", "is no way to merge: shallow, deep or concat.");
        var given = request.ContextsJson.Select((json, i) => ContextObjects.Read(json, $"contexts_json[{i}]", violations)).ToList();
        violations.ThrowIfAny();
        var result = ContextObjects.Parse("{}");
        foreach (var id in request.Ids) ContextMerge.Over(result, ContextObjects.Parse((await documents.FindAsync(id, 0, ct)).Content.GetRawText()), request.Mode);
        foreach (var context in given) ContextMerge.Over(result, context!, request.Mode);
        return new MergeContextsResponse { ContextJson = ContextObjects.Store(result, "merged").GetRawText() };
    }

    private static bool Is(JsonElement value, Contracts.Context.V1.ValueType type) => type switch
    {
        Contracts.Context.V1.ValueType.String => value.ValueKind == JsonValueKind.String,
        Contracts.Context.V1.ValueType.Integer => value.ValueKind == JsonValueKind.Number && value.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') < 0,
        Contracts.Context.V1.ValueType.Number => value.ValueKind == JsonValueKind.Number,
        Contracts.Context.V1.ValueType.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        Contracts.Context.V1.ValueType.Object => value.ValueKind == JsonValueKind.Object,
        Contracts.Context.V1.ValueType.Array => value.ValueKind == JsonValueKind.Array,
        _ => true,
    };

    private static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number when value.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') >= 0 => "a number with a fraction",
        _ => value.ValueKind.ToString().ToLowerInvariant(),
    };
}
