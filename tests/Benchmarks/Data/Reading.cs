using System.Text.Json;
using Flux.Documents;

namespace Flux.Benchmarks.Data;

/// <summary>A document of about 1 KB.</summary>
internal sealed record Reading(string Name, long Number, string Site, IReadOnlyList<string> Notes, JsonElement Data)
{
    public static readonly DocumentType<Reading> Type = new("readings", [new("name", reading => reading.Name, Unique: true), new("site", reading => reading.Site)]);

    private static readonly JsonElement Sample = JsonDocument.Parse(
        $$"""{"interfaces":[{{string.Join(',', Enumerable.Range(0, 10).Select(i => $$"""{"name":"eth{{i}}","mtu":1500,"up":true,"load":0.25}"""))}}],"big":9007199254740993,"price":1.00}""").RootElement;

    public static Reading Of(int i) => new($"reading-{i}", i, $"site-{i % 10}", [.. Enumerable.Range(0, 10).Select(n => $"note {n} of {i}")], Sample);
}
