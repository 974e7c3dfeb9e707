namespace Flux.DeviceGateway.Platforms;

/// <summary>A file of platforms is wrong; the service does not start with half of it.</summary>
public sealed class PlatformFileException(string file, IReadOnlyList<string> faults)
    : Exception($"The platforms in {file} cannot be used:\n  {string.Join("\n  ", faults)}")
{
    /// <summary>Every fault, each with its key or its line.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
