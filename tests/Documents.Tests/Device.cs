using System.Text.Json;

namespace Flux.Documents.Tests;

/// <summary>A document with every kind of index.</summary>
public sealed record Device(string Name, long Weight = 0, bool Active = true, DateTimeOffset? Seen = null, string? Site = null)
{
    public static readonly DocumentType<Device> Type = new(
        "devices",
        [
            new("name", device => device.Name, Unique: true),
            new("weight", device => device.Weight),
            new("active", device => device.Active),
            new("seen", device => device.Seen),
            new("site", device => device.Site),
            new("tags", device => device.Tags, Many: true),
        ]);

    public IReadOnlyList<string> Tags { get; init; } = [];

    public JsonElement? Data { get; init; }
}
