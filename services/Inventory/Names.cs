using Flux.Hosting;

namespace Flux.Inventory;

/// <summary>The rule for every unique name.</summary>
internal static class Names
{
    public const int MaxLength = 100;

    public static bool Check(string name, string path, Violations violations)
    {
        if (name.Length == 0) violations.Add(path, "must not be empty.");
        else if (name.Length > MaxLength) violations.Add(path, $"is longer than {MaxLength} characters.");
        else if (name.Any(char.IsControl)) violations.Add(path, "must not hold control characters or line ends.");
        else if (char.IsWhiteSpace(name[0]) || char.IsWhiteSpace(name[^1])) violations.Add(path, $"must not begin or end with a space: '{name}'.");
        else return true;
        return false;
    }
}
