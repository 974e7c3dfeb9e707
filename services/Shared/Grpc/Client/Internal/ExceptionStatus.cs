using System.Net.Sockets;
using Grpc.Core;

namespace Grpc.Net.Client.Internal;

// What a failure of the transport means to the caller.
internal static class ExceptionStatus
{
    public static Status Of(Exception exception, DateTime? deadline)
    {
        if (exception is RpcException rpc)
            return rpc.Status;
        var code = CodeOf(exception);
        // The server's timer may run out first; its reset is then our deadline.
        if (code == StatusCode.Cancelled && deadline <= DateTime.UtcNow)
            return new Status(StatusCode.DeadlineExceeded, "Deadline Exceeded", exception);
        return new Status(code, Describe(exception), exception);
    }

    // Nothing was sent: trying again is safe.
    public static bool IsConnectFailure(Exception exception) =>
        exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError };

    private static StatusCode CodeOf(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case HttpProtocolException protocol:
                    return OfReset(protocol.ErrorCode);
                case SocketException or TimeoutException:
                    return StatusCode.Unavailable;
            }
        }
        return exception switch
        {
            OperationCanceledException => StatusCode.Cancelled,
            HttpRequestException or IOException => StatusCode.Unavailable,
            ObjectDisposedException => StatusCode.Cancelled,
            _ => StatusCode.Internal,
        };
    }

    // The mapping of the gRPC specification, by HTTP/2 error code.
    private static StatusCode OfReset(long code) => code switch
    {
        0x0 => StatusCode.Unavailable, // NO_ERROR: the server is being stopped and cuts its calls
        0x7 => StatusCode.Unavailable, // REFUSED_STREAM
        0x8 => StatusCode.Cancelled, // CANCEL
        0xb => StatusCode.ResourceExhausted, // ENHANCE_YOUR_CALM
        0xc => StatusCode.PermissionDenied, // INADEQUATE_SECURITY
        0xd => StatusCode.Unavailable, // HTTP_1_1_REQUIRED: no gRPC server at this address
        _ => StatusCode.Internal,
    };

    private static string Describe(Exception exception)
    {
        var text = $"Error starting or reading the gRPC call. {exception.GetType().Name}: {exception.Message}";
        for (var inner = exception.InnerException; inner is not null; inner = inner.InnerException)
            text += $" {inner.GetType().Name}: {inner.Message}";
        return text;
    }
}
