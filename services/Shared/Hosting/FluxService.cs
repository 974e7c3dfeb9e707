namespace Flux.Hosting;

/// <summary>One of the six services: its app id for discovery and its default ports.</summary>
/// <param name="AppId">The name in discovery and in logs, as in <c>flux-inventory</c>.</param>
/// <param name="Port">The default gRPC port (HTTP/2 in plain text).</param>
/// <param name="Purpose">What it is, in a line.</param>
public sealed record FluxService(string AppId, int Port, string Purpose = "")
{
    /// <summary>Elements, groups, profiles, settings, stored configurations.</summary>
    public static FluxService Inventory { get; } = new("flux-inventory", 7101, "elements, groups, profiles, settings, locations, organizations, users and stored configurations, over gRPC");

    /// <summary>Element contexts, context documents and merging, execution contexts.</summary>
    public static FluxService Context { get; } = new("flux-context", 7102, "contexts of elements, flows and tasks, context documents and their merging, over gRPC");

    /// <summary>Tasks, models, flows, schedules, runs.</summary>
    public static FluxService Flow { get; } = new("flux-flow", 7103, "tasks, models, flows, schedules and their runs, over gRPC");

    /// <summary>Sandboxed Python and templates.</summary>
    public static FluxService Script { get; } = new("flux-script", 7104, "Python scripts and Django templates in a sandbox, over gRPC");

    /// <summary>SSH and HTTP sessions to elements.</summary>
    public static FluxService Device { get; } = new("flux-device", 7105, "SSH and HTTP sessions to elements, over gRPC");

    /// <summary>E-mail services, templates, deliveries.</summary>
    public static FluxService Notification { get; } = new("flux-notification", 7106, "mail from templates and the data of runs, over gRPC");

    /// <summary>All six, in the order of their ports.</summary>
    public static IReadOnlyList<FluxService> All { get; } = [Inventory, Context, Flow, Script, Device, Notification];

    /// <summary>The default HTTP/1.1 port, for <c>/healthz</c> and <c>/readyz</c>: the gRPC port + 100.</summary>
    public int HttpPort => Port + 100;

    /// <inheritdoc/>
    public override string ToString() => AppId;
}
