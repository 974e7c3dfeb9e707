using System.Reflection;

namespace Flux.ScriptRunner.Sandbox;

// The Python half of the sandbox, embedded in this assembly so that nobody who can write files can change it.
internal static class PythonSources
{
    private const string Prefix = "python/", Suffix = ".py";

    /// <summary>Handed to the interpreter with -c.</summary>
    public static string Boot { get; } = Read("boot");

    /// <summary>Every other module, by name.</summary>
    public static IReadOnlyDictionary<string, string> Modules { get; } = Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Select(n => n[Prefix.Length..^Suffix.Length])
        .Where(n => n != "boot").ToDictionary(n => n, Read);

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name + Suffix)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
