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

    /// <summary>How long a service may take to end after SIGTERM before it is killed (default: 12 s, 2 more than the services' own drain time).</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(12);
}
