using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Flux.Hosting;

// Where spans and measurements of calls come from. Names and units: OpenTelemetry's semantic conventions for RPC and gRPC.
internal static class RpcTelemetry
{
    public const string Name = "Flux.Rpc";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    public static readonly Histogram<double> ServerDuration = Duration("rpc.server.call.duration", "Time that a call took on the server.");

    public static readonly Histogram<double> ClientDuration = Duration("rpc.client.call.duration", "Time that a call took on the client.");

    public static bool ServerIsOn => Source.HasListeners() || ServerDuration.Enabled;

    public static bool ClientIsOn => Source.HasListeners() || ClientDuration.Enabled;

    private static Histogram<double> Duration(string name, string description) => Meter.CreateHistogram(name, "s", description, null, new InstrumentAdvice<double>
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    });
}
