namespace Flux.Notification.Catalog;

/// <summary>Stored templates that a mail may extend or include.</summary>
internal sealed class TemplateSet
{
    private readonly Dictionary<string, string> _sources = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _versions = new(StringComparer.Ordinal);

    /// <summary>HTML by name.</summary>
    public IReadOnlyDictionary<string, string> Sources => _sources;

    /// <summary>Which versions they are, in the order of their names; unstored ones are left out.</summary>
    public IReadOnlyList<TemplateUse> Uses => [.. _versions.Select(each => new TemplateUse(each.Key, each.Value))];

    /// <summary>Adds one; version 0 is not stored.</summary>
    public void Add(string name, string html, long version)
    {
        _sources[name] = html;
        if (version > 0)
            _versions[name] = version;
    }
}
