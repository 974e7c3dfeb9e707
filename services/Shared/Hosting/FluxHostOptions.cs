using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Logging;

namespace Flux.Hosting;

/// <summary>What every service takes as <c>--name value</c> or <c>FLUX_NAME</c>; the command line wins.</summary>
public sealed class FluxHostOptions : IValidatableObject
{
    /// <summary>The gRPC port; 0 takes a free one and the start log line names it. Default: the service's own, 7101 to 7106.</summary>
    [Range(0, 65535)]
    public int? Port { get; set; }

    /// <summary>The HTTP/1.1 port of <c>/healthz</c> and <c>/readyz</c>. Default: the gRPC port + 100, or any free one if that is 0.</summary>
    [Range(0, 65535)]
    public int? HttpPort { get; set; }

    /// <summary>The IP address to listen on. Default: 127.0.0.1.</summary>
    [Required]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>The data directory, made with mode 0700. Default: <c>./.flux</c>.</summary>
    [Required]
    public string Data { get; set; } = "./.flux";

    /// <summary>The least level that is logged. Default: Information.</summary>
    public LogLevel LogLevel { get; set; } = LogLevel.Information;

    /// <summary>How long running calls may go on after SIGTERM or SIGINT. Default: 10 s.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The largest gRPC message this service takes, in bytes: a script's result of 8 MiB fits with all that it printed. Default: 16 MiB.</summary>
    [Range(1024, 1 << 30)]
    public int MaxMessageSize { get; set; } = 16 << 20;

    /// <summary>The deadline of unary calls to other services that set none. Default: 30 s.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The address of a Dapr sidecar's gRPC port, as in <c>http://127.0.0.1:50001</c>: all calls to other services go there. Default: none.</summary>
    public string? Sidecar { get; set; }

    /// <summary>How long the service says NOT_SERVING, and still takes calls, before it stops: time for load balancers to notice. Default: 0.</summary>
    public TimeSpan ShutdownPause { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IPAddress.TryParse(Address, out _))
            yield return new ValidationResult($"'{Address}' is no IP address", [nameof(Address)]);
        if (DrainTimeout < TimeSpan.Zero || DrainTimeout > TimeSpan.FromHours(1))
            yield return new ValidationResult("must be between 00:00:00 and 01:00:00", [nameof(DrainTimeout)]);
        if (CallTimeout <= TimeSpan.Zero || CallTimeout > TimeSpan.FromDays(1))
            yield return new ValidationResult("must be above 00:00:00 and at most 1.00:00:00", [nameof(CallTimeout)]);
        if (ShutdownPause < TimeSpan.Zero || ShutdownPause > TimeSpan.FromMinutes(10))
            yield return new ValidationResult("must be between 00:00:00 and 00:10:00", [nameof(ShutdownPause)]);
        if (Sidecar is not null && !(Uri.TryCreate(Sidecar, UriKind.Absolute, out var sidecar) && sidecar.Scheme is "http" or "https"))
            yield return new ValidationResult($"'{Sidecar}' is no address such as http://127.0.0.1:50001", [nameof(Sidecar)]);
        if (!Enum.IsDefined(LogLevel))
            yield return new ValidationResult("must be one of " + string.Join(", ", Enum.GetNames<LogLevel>()), [nameof(LogLevel)]);
    }

    internal FluxHostOptions Complete(FluxService service)
    {
        HttpPort ??= Port switch { null => service.HttpPort, 0 => 0, var port => port + 100 };
        Port ??= service.Port;
        return this;
    }
}
