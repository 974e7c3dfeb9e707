using System.Reflection;

namespace Flux.ScriptRunner.Tests.Isolation;

/// <summary>The hostile scripts: in each file of Corpus, one after every line <c>### name</c>. They assign <c>escaped</c> when they succeed.</summary>
internal static class HostileCorpus
{
    private const string Prefix = "corpus/";

    public static string Prelude { get; } = Read("prelude");

    public static IReadOnlyDictionary<string, string> Scripts { get; } = Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Select(n => n[Prefix.Length..]).Where(n => n != "prelude").SelectMany(Split).ToDictionary();

    private static IEnumerable<KeyValuePair<string, string>> Split(string family)
    {
        foreach (var part in Read(family).Split("### ", StringSplitOptions.RemoveEmptyEntries))
        {
            var end = part.IndexOf('\n', StringComparison.Ordinal);
            yield return new($"{family}/{part[..end].Trim()}", part[(end + 1)..]);
        }
    }

    private static string Read(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name)!);
        return reader.ReadToEnd();
    }
}
