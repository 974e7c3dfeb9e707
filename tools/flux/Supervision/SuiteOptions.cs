namespace Flux.Cli.Supervision;

/// <summary>How a suite is started.</summary>
internal sealed record SuiteOptions
{
    /// <summary>The data directory (default: ./.flux).</summary>
    public string Data { get; init; } = "./.flux";

    /// <summary>The address that every service listens on (default: 127.0.0.1).</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>The first gRPC port; the services follow in the order of tye.yaml, their HTTP ports 100 above (default: tye.yaml's own ports).</summary>
    public int? BasePort { get; init; }

    /// <summary>Take ports that are free now (default: no).</summary>
    public bool FreePorts { get; init; }

    /// <summary>More options for single services, by app id (default: none).</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Arguments { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>How long a service may take until it is ready (default: 60 s, for a machine that is busy).</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long running calls of a service may go on after SIGTERM (default: 10 s). A service that is not gone 2 s later is killed.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a service may take to end.</summary>
    public TimeSpan StopTimeout => DrainTimeout + TimeSpan.FromSeconds(2);
}
