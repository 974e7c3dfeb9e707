using System.Text.Json.Nodes;
using Flux.FlowOrchestrator.Common;

namespace Flux.FlowOrchestrator.Parsing.Ttp;

/// <summary>An item of a group while its lines come in.</summary>
internal sealed class TtpItem(TtpGroup group)
{
    /// <summary>The group.</summary>
    public TtpGroup Group => group;

    /// <summary>What was found so far.</summary>
    public JsonObject Found { get; } = [];

    /// <summary>Adds a value; one with <c>joinmatches</c> joins those before it.</summary>
    public void Add(TtpVariable variable, JsonNode? value)
    {
        if (variable.Find("joinmatches") is not { } join || Found[variable.Name] is not { } before)
        {
            Found[variable.Name] = value?.DeepClone();
            return;
        }
        if (before is JsonArray list)
        {
            foreach (var item in value as JsonArray ?? new JsonArray(value?.DeepClone()))
                list.Add(item?.DeepClone());
            return;
        }
        Found[variable.Name] = Json.Text(before) + (join.Text(0) ?? "\n") + Json.Text(value);
    }

    /// <summary>Completes the item: defaults, then the group's own conditions.</summary>
    /// <returns>Whether it is kept.</returns>
    public bool Complete()
    {
        if (group.Contains.Count > 0 && group.Contains.Any(name => !Found.ContainsKey(name)))
            return false;
        if (group.Exclude.Any(Found.ContainsKey))
            return false;
        foreach (var (name, value) in group.Defaults.Where(d => d.Key.Length > 0))
        {
            if (!Found.ContainsKey(name))
                Found[name] = value?.DeepClone();
        }
        return true;
    }

    /// <summary>Puts a complete item where its group's name says: an object, from the second on a list.</summary>
    public void PutInto(JsonObject outer)
    {
        var parts = group.Path.Select(p => p with { Name = p.IsVariable ? Take(p.Name) : p.Name }).ToList();
        var here = outer;
        foreach (var part in parts.SkipLast(1))
        {
            var next = here[part.Name] switch
            {
                JsonObject o => o,
                JsonArray { Count: > 0 } a when a[^1] is JsonObject last => last,
                _ => null,
            };
            if (next is null)
            {
                next = [];
                here[part.Name] = part.IsList ? new JsonArray(next) : next;
            }
            here = next;
        }
        var (name, isList) = (parts[^1].Name, parts[^1].IsList);
        switch (here[name])
        {
            case JsonArray list:
                list.Add(Found);
                break;
            case JsonObject before when !parts[^1].IsVariable && !IsFrame(before):
                here[name] = new JsonArray(before.DeepClone(), Found);
                break;
            case JsonObject before:
                foreach (var (key, value) in Found.ToList())
                    before[key] = value?.DeepClone();
                break;
            default:
                here[name] = isList ? new JsonArray(Found) : Found;
                break;
        }
    }

    private string Take(string name)
    {
        var key = Json.Text(Found[name]);
        Found.Remove(name);
        return key;
    }

    private static bool IsFrame(JsonObject item) => item.Count == 0;
}
