namespace Flux.Hosting;

/// <summary>One of the six services: its app id for discovery and its default ports.</summary>
/// <param name="AppId">The name in discovery and in logs, as in <c>flux-inventory</c>.</param>
/// <param name="Port">The default gRPC port (HTTP/2 in plain text).</param>
public sealed record FluxService(string AppId, int Port)
{
    /// <summary>Elements, groups, profiles, settings, stored configurations.</summary>
    public static FluxService Inventory { get; } = new("flux-inventory", 7101);

    /// <summary>Element contexts, context documents and merging, execution contexts.</summary>
    public static FluxService Context { get; } = new("flux-context", 7102);

    /// <summary>Tasks, models, flows, schedules, runs.</summary>
    public static FluxService Flow { get; } = new("flux-flow", 7103);

    /// <summary>Sandboxed Python and templates.</summary>
    public static FluxService Script { get; } = new("flux-script", 7104);

    /// <summary>SSH and HTTP sessions to elements.</summary>
    public static FluxService Device { get; } = new("flux-device", 7105);

    /// <summary>E-mail services, templates, deliveries.</summary>
    public static FluxService Notification { get; } = new("flux-notification", 7106);

    /// <summary>All six, in the order of their ports.</summary>
    public static IReadOnlyList<FluxService> All { get; } = [Inventory, Context, Flow, Script, Device, Notification];

    /// <summary>The default HTTP/1.1 port, for <c>/healthz</c> and <c>/readyz</c>: the gRPC port + 100.</summary>
    public int HttpPort => Port + 100;

    /// <inheritdoc/>
    public override string ToString() => AppId;
}
