using System.ComponentModel.DataAnnotations;

namespace Flux.Hosting.ProbeHost;

public sealed class ProbeOptions
{
    /// <summary>A number. Default: 4.</summary>
    [Range(1, 64)]
    public int PoolSize { get; set; } = 4;

    /// <summary>A map. Default: empty.</summary>
    public Dictionary<string, string> Labels { get; } = [];
}
