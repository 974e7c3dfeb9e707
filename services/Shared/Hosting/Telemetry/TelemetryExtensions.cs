using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Flux.Hosting;

internal static class TelemetryExtensions
{
    /// <summary>
    /// Sends spans and metrics over OTLP when the environment names a collector, as OpenTelemetry's specification says: OTEL_EXPORTER_OTLP_ENDPOINT
    /// (or ..._TRACES_ENDPOINT, ..._METRICS_ENDPOINT), OTEL_EXPORTER_OTLP_PROTOCOL, OTEL_EXPORTER_OTLP_HEADERS, OTEL_TRACES_SAMPLER, OTEL_SERVICE_NAME,
    /// OTEL_RESOURCE_ATTRIBUTES, OTEL_SDK_DISABLED. Without a collector the SDK is not even loaded.
    /// </summary>
    public static void AddFluxTelemetry(this IServiceCollection services, FluxService service)
    {
        services.AddSingleton<ServerTelemetryInterceptor>();
        if (string.Equals(Variable("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase))
            return;
        var all = Variable("OTEL_EXPORTER_OTLP_ENDPOINT") is not null;
        if ((all || Variable("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") is not null) && Variable("OTEL_TRACES_EXPORTER") != "none")
            AddTraces(services, service);
        if ((all || Variable("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT") is not null) && Variable("OTEL_METRICS_EXPORTER") != "none")
            AddMetrics(services, service);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddTraces(IServiceCollection services, FluxService service)
    {
        services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder()
            .AddSource(RpcTelemetry.Name, FluxTelemetry.SourceName).ConfigureResource(resource => Describe(resource, service)).AddOtlpExporter().Build());
        services.AddHostedService<TelemetryExport<TracerProvider>>();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddMetrics(IServiceCollection services, FluxService service)
    {
        services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder()
            .AddMeter(RpcTelemetry.Name, "System.Runtime", "Microsoft.AspNetCore.Server.Kestrel").ConfigureResource(resource => Describe(resource, service))
            .AddOtlpExporter().Build());
        services.AddHostedService<TelemetryExport<MeterProvider>>();
    }

    // A name given in the environment wins.
    private static void Describe(ResourceBuilder resource, FluxService service)
    {
        if (Variable("OTEL_SERVICE_NAME") is null)
            resource.AddService(service.AppId, serviceNamespace: "flux", serviceInstanceId: $"{Environment.MachineName}/{Environment.ProcessId}");
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
