using System.Text.Json.Serialization;

namespace Flux.ScriptRunner.Sandbox.Zygotes;

/// <summary>What a zygote says about itself once it is confined.</summary>
/// <param name="Pid">Its process id.</param>
/// <param name="Landlock">Version of Landlock in force; 0 without.</param>
/// <param name="Layers">The layers that hold.</param>
/// <param name="Python">The interpreter's version.</param>
internal sealed record ZygoteReport(
    [property: JsonPropertyName("pid")] int Pid,
    [property: JsonPropertyName("landlock")] int Landlock,
    [property: JsonPropertyName("layers")] IReadOnlyList<string> Layers,
    [property: JsonPropertyName("python")] string Python);
