using Flux.Hosting;

namespace Flux.Inventory;

/// <summary>Names that become paths in a context: segments joined by dots.</summary>
internal static class VariableNames
{
    private const int MaxLength = 255;

    public static bool Check(string name, string path, Violations violations)
    {
        if (name.Length == 0) violations.Add(path, "must not be empty.");
        else if (name.Length > MaxLength) violations.Add(path, $"is longer than {MaxLength} characters.");
        else if (name.Any(char.IsControl)) violations.Add(path, "must not hold control characters or line ends.");
        else if (name.Split('.').Any(segment => string.IsNullOrWhiteSpace(segment))) violations.Add(path, $"has an empty part between, before or after dots: '{name}'.");
        else return true;
        return false;
    }
}
