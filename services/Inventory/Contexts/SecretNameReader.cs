using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Hosting;
using Flux.Inventory.Storage;

namespace Flux.Inventory.Contexts;

/// <summary>Reads which names are secrets now: what others stored when they were none is masked by it (semantics 1.8).</summary>
internal sealed class SecretNameReader(IDocumentStore store)
{
    private const int MaxElements = 1000;
    private const int MaxNamed = 10_000;

    public async Task<ListSecretNamesResponse> ReadAsync(ListSecretNamesRequest request, CancellationToken ct)
    {
        var violations = new Violations();
        violations.Require(request.ElementIds.Count <= MaxElements, "element_ids", $"must hold at most {MaxElements} ids, not {request.ElementIds.Count}.");
        violations.Require(request.GroupIds.Count <= MaxNamed, "group_ids", $"must hold at most {MaxNamed} ids, not {request.GroupIds.Count}.");
        violations.Require(request.ProfileIds.Count <= MaxNamed, "profile_ids", $"must hold at most {MaxNamed} ids, not {request.ProfileIds.Count}.");
        violations.ThrowIfAny();

        var elements = await store.GetManyAsync(StoredElement.Type, Keys.Of(request.ElementIds.Where(id => id > 0)), ct);
        var groups = await store.GetManyAsync(Collections.Groups, Keys.Of(request.GroupIds.Where(id => id > 0).Concat(elements.SelectMany(element => element.Value.GroupIds))), ct);
        var profiles = await store.GetManyAsync(
            Collections.Profiles, Keys.Of(request.ProfileIds.Where(id => id > 0).Concat(elements.Select(element => element.Value.ProfileId).OfType<long>())), ct);
        var secrets = groups.Select(group => Names(group.Value)).Where(names => names.Names.Count > 0).ToList();
        var names = secrets.SelectMany(group => group.Names).ToHashSet(StringComparer.Ordinal);
        return new ListSecretNamesResponse
        {
            Elements = { elements.Select(element => Relations(element.Value)) },
            Groups = { secrets },
            PublicVariables =
            {
                from document in groups
                from variable in document.Value.Variables
                where !variable.Secret && names.Contains(variable.Name)
                select new PublicVariable { GroupId = document.Value.Id, Name = variable.Name, ValueJson = variable.ValueJson },
            },
            Profiles = { profiles.Select(profile => Names(profile.Value)).Where(names => names.Parameters.Count > 0) },
        };
    }

    private static ElementRelations Relations(StoredElement element) => new() { ElementId = element.Fields.Id, ProfileId = element.ProfileId ?? 0, GroupIds = { element.GroupIds } };

    private static GroupSecretNames Names(Group group) => new()
    {
        GroupId = group.Id, Names = { group.Variables.Where(variable => variable.Secret).Select(variable => variable.Name) },
    };

    private static ProfileSecretNames Names(Profile profile) => new()
    {
        ProfileId = profile.Id,
        Parameters =
        {
            from parameters in profile.ParameterGroups
            from parameter in parameters.Parameters
            where parameter.Type == ParameterType.Secret
            select new SecretParameter { VariableRoot = parameters.VariableRoot, Instanced = parameters.Instanced, VariableName = parameter.VariableName },
        },
    };
}
