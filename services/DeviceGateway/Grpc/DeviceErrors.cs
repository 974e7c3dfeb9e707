using Flux.DeviceGateway.Errors;
using Flux.Hosting;
using Grpc.Core;

namespace Flux.DeviceGateway.Grpc;

/// <summary>Gives each reason of the gateway its gRPC status.</summary>
internal static class DeviceErrors
{
    public static FluxException ToFlux(DeviceException error) => new(Code(error.Reason), error.Reason, error.Message, error.Facts);

    private static StatusCode Code(string reason) => reason switch
    {
        DeviceReason.ConnectionLost or DeviceReason.ConnectionRefused or DeviceReason.Unreachable => StatusCode.Unavailable,
        DeviceReason.CommandTimeout or DeviceReason.ConnectTimeout or DeviceReason.DetectionTimeout => StatusCode.DeadlineExceeded,
        DeviceReason.ConfigStateUnknown => StatusCode.Aborted, // a client that repeats UNAVAILABLE by itself would push twice
        DeviceReason.SessionNotFound => StatusCode.NotFound,
        DeviceReason.TooManySessions => StatusCode.ResourceExhausted,
        _ => StatusCode.FailedPrecondition,
    };
}
