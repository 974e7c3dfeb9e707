namespace Flux.Notification.Deliveries;

/// <summary>Reads option texts of the form "name=value; name=value".</summary>
internal static class OptionTable
{
    /// <summary>The values by name, in the order given; what is not of that form becomes an error.</summary>
    public static IReadOnlyDictionary<string, string> Parse(string? text, List<string> errors)
    {
        var table = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in (text ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = entry.Split('=', 2, StringSplitOptions.TrimEntries) is [var first, var rest] ? (first, rest) : ("", "");
            if (name.Length == 0 || value.Length == 0)
                errors.Add($"'{entry}' must be of the form name=value");
            else if (!table.TryAdd(name, value))
                errors.Add($"'{name}' is there twice");
        }

        return table;
    }
}
