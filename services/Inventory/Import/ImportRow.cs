using Flux.Contracts.Inventory.V1;

namespace Flux.Inventory.Import;

/// <summary>One element of a file.</summary>
/// <param name="Line">Where it begins, from 1.</param>
internal sealed record ImportRow(int Line)
{
    public DeclaredElement Declared { get; } = new() { Element = new Element() };

    /// <summary>Lines of its fields, where they are known.</summary>
    public Dictionary<string, int> Lines { get; } = new(StringComparer.Ordinal);

    public List<ImportError> Errors { get; } = [];

    public void Add(string field, string message)
    {
        // "groups[0]" is where "groups" is.
        var name = Lines.ContainsKey(field) ? field : field.Split('[', 2)[0];
        var line = Lines.TryGetValue(name, out var known) ? known : Line;
        Errors.Add(new ImportError { Line = line, Element = Declared.Element.Name, Field = field, Message = message });
    }
}
