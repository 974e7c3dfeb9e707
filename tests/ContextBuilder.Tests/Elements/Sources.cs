using Flux.ContextBuilder.Elements;
using Flux.Contracts.Inventory.V1;

namespace Flux.ContextBuilder.Tests.Elements;

/// <summary>Short hands for what contexts are built from.</summary>
internal static class Sources
{
    public static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_710_000_000);

    /// <summary>Variables as "name=json"; a name that begins with '!' is a secret.</summary>
    public static Group Group(long id, int weight, params string[] variables) => new()
    {
        Id = id, Name = $"g{id}", Weight = weight,
        Variables = { variables.Select(text => Split(text)).Select(pair => new Variable { Name = pair.Name, ValueJson = pair.Json, Secret = pair.Secret }) },
    };

    public static ElementSources Element(IEnumerable<long> groups, params string[] settings) => new()
    {
        ElementId = 1, ElementJson = """{"id":1}""", GroupIds = { groups },
        Settings = { settings.Select(text => Split(text)).Select(pair => new Setting { Key = pair.Name, ValueJson = pair.Json, Secret = pair.Secret }) },
    };

    public static BuiltContext Build(IReadOnlyCollection<Group> groups, params string[] settings) =>
        new ElementContextBuilder(groups, Now).Build(Element(groups.Select(group => group.Id), settings));

    /// <summary>The context without its reserved keys.</summary>
    public static string Own(BuiltContext context)
    {
        const string Reserved = "\"element\":{\"id\":1},\"epoch\":1710000000}";
        Assert.EndsWith(Reserved, context.Json, StringComparison.Ordinal);
        return context.Json[..^Reserved.Length].TrimEnd(',') + "}";
    }

    private static (string Name, string Json, bool Secret) Split(string text)
    {
        var at = text.IndexOf('=');
        return (text[..at].TrimStart('!'), text[(at + 1)..], text[0] == '!');
    }
}
