using Flux.Cli.Yaml;

namespace Flux.Cli.Apply;

/// <summary>Leads from a field path in a service's error to the place in the file that filled the field.</summary>
internal sealed class SourceMap
{
    private readonly Dictionary<string, SourcePlace> _places = [];

    /// <summary>Notes where a request's field came from; the path is the field's own, "elements[2].groups[0]".</summary>
    public void Add(string field, string path, YamlValue value) =>
        _places[Normal(field)] = new SourcePlace(path, value.Position, value is YamlScalar { IsBlock: true } ? value.Position.Line + 1 : value.Position.Line);

    /// <summary>Notes where the parts of a JSON value came from: a service may blame one key of it.</summary>
    public void AddInside(YamlValue value, string path, string field)
    {
        var parts = value switch
        {
            YamlMap map => map.Entries.Select(entry => ("." + entry.Key, entry.Value)),
            YamlList list => list.Items.Select((item, index) => ($"[{index}]", item)),
            _ => [],
        };
        foreach (var (part, inner) in parts)
        {
            Add(field + part, path + part, inner);
            AddInside(inner, path + part, field + part);
        }
    }

    /// <summary>The place of a field, or of the nearest field around it; null when nothing in the file is near.</summary>
    public SourcePlace? Find(string field)
    {
        for (var at = Normal(field); at.Length > 0; at = at[..Math.Max(at.LastIndexOfAny(['.', '[']), 0)])
        {
            if (_places.TryGetValue(at, out var place))
                return place;
        }

        return null;
    }

    // A DeclaredElement wraps its element; the file shows one level.
    private static string Normal(string field) => field.Replace("].element.", "].", StringComparison.Ordinal);
}
