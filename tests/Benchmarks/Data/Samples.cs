using Flux.Contracts.Inventory.V1;

namespace Flux.Benchmarks.Data;

/// <summary>Elements with 40 variables: 20 of two groups, 20 settings.</summary>
internal static class Samples
{
    public static IReadOnlyList<Group> Groups { get; } = [.. Enumerable.Range(1, 2).Select(g => new Group
    {
        Id = g, Name = $"group-{g}", Weight = g,
        Variables = { Enumerable.Range(0, 10).Select(v => new Variable { Name = $"site{g}.service{v % 3}.value{v}", ValueJson = v % 2 == 0 ? $"{v}" : $"\"text of {v}\"" }) },
    })];

    public static ElementSources Sources(long id) => new()
    {
        ElementId = id,
        ElementJson = $$"""{"id":{{id}},"name":"router-{{id}}","description":"","management_address":"192.0.2.1","location":{"id":1,"name":"lab","latitude":50.1},"group":[1,2],"profile":1,"is_active":true,"status":false}""",
        GroupIds = { 1, 2 },
        Settings = { Enumerable.Range(0, 20).Select(s => new Setting { Key = Key(s), ValueJson = Value(id, s) }) },
    };

    public static ApplyInventoryRequest Bundle(int first, int count)
    {
        var request = new ApplyInventoryRequest
        {
            Profiles =
            {
                new Profile
                {
                    Name = "router",
                    ParameterGroups =
                    {
                        new ParameterGroup
                        {
                            Name = "Settings", VariableRoot = "net",
                            Parameters = { Enumerable.Range(0, 20).Select(s => new Parameter { VariableName = $"p{s}", Type = s % 2 == 0 ? ParameterType.Integer : ParameterType.String }) },
                        },
                    },
                },
            },
        };
        request.Groups.AddRange(Groups.Select(group => new Group { Name = group.Name, Weight = group.Weight, Variables = { group.Variables } }));
        request.Elements.AddRange(Enumerable.Range(first, count).Select(i => new DeclaredElement
        {
            Element = new Element { Name = $"router-{i}", Profile = "router", Groups = { Groups.Select(group => group.Name) }, ManagementAddress = "192.0.2.1" },
            Settings = { Enumerable.Range(0, 20).Select(s => new Setting { Key = Key(s), ValueJson = Value(i, s) }) },
        }));
        return request;
    }

    private static string Key(int setting) => $"net.p{setting}";

    private static string Value(long element, int setting) => setting % 2 == 0 ? $"{element + setting}" : $"\"value {setting} of {element}\"";
}
