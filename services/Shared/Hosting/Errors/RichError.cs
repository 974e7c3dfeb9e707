using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Status = Google.Rpc.Status;

namespace Flux.Hosting;

// Builds the status and its details as they travel.
internal static class RichError
{
    public static RpcException Of(FluxException error)
    {
        var info = ErrorReason.New(error.Reason);
        foreach (var (key, value) in error.Metadata)
            info.Metadata[key] = Shortened.Text(value, 256);
        var status = new Status { Code = (int)error.Code, Message = Shortened.Message(error.Message) };
        status.Details.Add(Any.Pack(info));
        foreach (var detail in error.Details)
            status.Details.Add(Any.Pack(detail is BadRequest ? detail : Shortened.Copy(detail))); // Violations keeps its own limits.
        return ToException(status, error);
    }

    // What a service further down said, with that service named. Its own faults are not the caller's: they become INTERNAL.
    public static RpcException OfDownstream(RpcException error, string service)
    {
        var code = error.StatusCode is StatusCode.Internal or StatusCode.Unknown or StatusCode.Unimplemented or StatusCode.DataLoss
            ? StatusCode.Internal
            : error.StatusCode;
        var received = error.GetRichStatus();
        var message = received?.Message is { Length: > 0 } text ? text : error.Status.Detail;
        var status = new Status { Code = (int)code, Message = Shortened.Message(message.StartsWith(service, StringComparison.Ordinal) ? message : $"{service}: {message}") };
        var info = error.GetErrorInfo() ?? ErrorReason.New("DOWNSTREAM_" + UpperSnake(error.StatusCode));
        info.Metadata.TryAdd("service", service);
        status.Details.Add(Any.Pack(info));
        status.Details.AddRange(received?.Details.Where(d => !d.Is(ErrorInfo.Descriptor)) ?? []);
        return ToException(status, error);
    }

    private static RpcException ToException(Status status, Exception cause)
    {
        var trailers = new Metadata { { RpcExceptionExtensions.DetailsTrailer, status.ToByteArray() } };
        return new RpcException(new global::Grpc.Core.Status((StatusCode)status.Code, status.Message, cause), trailers);
    }

    private static void TryAdd(this Google.Protobuf.Collections.MapField<string, string> map, string key, string value)
    {
        if (!map.ContainsKey(key))
            map[key] = value;
    }

    private static string UpperSnake(StatusCode code) => code switch
    {
        StatusCode.DeadlineExceeded => "DEADLINE_EXCEEDED",
        StatusCode.ResourceExhausted => "RESOURCE_EXHAUSTED",
        StatusCode.InvalidArgument => "INVALID_ARGUMENT",
        StatusCode.FailedPrecondition => "FAILED_PRECONDITION",
        StatusCode.PermissionDenied => "PERMISSION_DENIED",
        StatusCode.AlreadyExists => "ALREADY_EXISTS",
        StatusCode.OutOfRange => "OUT_OF_RANGE",
        StatusCode.NotFound => "NOT_FOUND",
        StatusCode.DataLoss => "DATA_LOSS",
        _ => code.ToString().ToUpperInvariant(),
    };
}
