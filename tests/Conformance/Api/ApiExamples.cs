using Flux.Cli.Yaml;
using Flux.Conformance.Peers;
using Grpc.Core;

namespace Flux.Conformance.Api;

/// <summary>Reads docs/api-examples.yaml.</summary>
internal static class ApiExamples
{
    private static readonly string[] Keys = ["request", "keep", "endless", "status", "before"];

    public static string File { get; } = Path.Combine(RepositoryFolders.Root, "docs", "api-examples.yaml");

    /// <summary>The examples in the order in which they are run.</summary>
    public static IReadOnlyList<ApiExample> Read()
    {
        var errors = new SourceErrors(File);
        var root = YamlReader.Read(System.IO.File.ReadAllText(File), new Substitution(new Dictionary<string, string>(), _ => null), errors);
        Assert.Empty(errors.All.Select(error => error.ToString()));
        return [.. root!.Entries.Select(entry => Read(entry.Key, entry.Value))];
    }

    private static ApiExample Read(string rpc, YamlValue value)
    {
        Assert.True(rpc.Contains('/', StringComparison.Ordinal), $"{rpc}: write package.Service/Method");
        if (value is YamlScalar text)
            return new ApiExample(rpc, text.Text, new Dictionary<string, string>(), false, StatusCode.OK, []);
        var map = Assert.IsType<YamlMap>(value);
        Assert.All(map.Entries, entry => Assert.True(Keys.Contains(entry.Key), $"{rpc}: unknown key {entry.Key}; known are {string.Join(", ", Keys)}"));
        return new ApiExample(
            rpc,
            Text(map["request"]) ?? "{}",
            ((map["keep"] as YamlMap)?.Entries ?? []).ToDictionary(entry => entry.Key, entry => Text(entry.Value)!),
            Text(map["endless"]) == "true",
            Enum.Parse<StatusCode>((Text(map["status"]) ?? "OK").Replace("_", "", StringComparison.Ordinal), ignoreCase: true),
            [.. ((map["before"] as YamlMap)?.Entries ?? []).Select(entry => Read(entry.Key, entry.Value))]);
    }

    private static string? Text(YamlValue? value) => (value as YamlScalar)?.Text;
}
