namespace Flux.Cli.Supervision;

/// <summary>A service as tye.yaml lists it.</summary>
/// <param name="Name">Its app id: "flux-inventory".</param>
/// <param name="Project">Path of its project, relative to the repository.</param>
/// <param name="Ports">Its default ports.</param>
internal sealed record ServiceDefinition(string Name, string Project, ServicePorts Ports)
{
    /// <summary>The name without the suite's prefix, for logs.</summary>
    public string ShortName => Name.StartsWith("flux-", StringComparison.Ordinal) ? Name["flux-".Length..] : Name;
}
