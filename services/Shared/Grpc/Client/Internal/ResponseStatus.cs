using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Shared;

namespace Grpc.Net.Client.Internal;

// Finds the status in a response.
internal static class ResponseStatus
{
    // The status of a response that has no messages, or of one that is not gRPC at all; else null.
    public static Status? InHeaders(HttpResponseMessage response)
    {
        if (Parse(response.Headers) is { } status && (response.StatusCode == HttpStatusCode.OK || status.StatusCode != StatusCode.OK))
            return status;
        if (response.StatusCode != HttpStatusCode.OK)
            return new Status(OfHttp(response.StatusCode), $"Bad gRPC response. HTTP status code: {(int)response.StatusCode}");
        var type = response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var values) ? values.ToString() : null;
        return GrpcHeaders.IsGrpcContentType(type)
            ? null
            : new Status(StatusCode.Unknown, $"Bad gRPC response. Invalid content-type value: {type ?? "(null)"}");
    }

    public static Status InTrailers(HttpResponseMessage response) =>
        Parse(response.TrailingHeaders) ?? new Status(StatusCode.Unknown, "No grpc-status found on response.");

    private static Status? Parse(HttpResponseHeaders headers)
    {
        if (!headers.NonValidated.TryGetValues(GrpcHeaders.Status, out var values))
            return null;
        if (!int.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            return new Status(StatusCode.Unknown, "Unexpected grpc-status value: " + values);
        var message = headers.NonValidated.TryGetValues(GrpcHeaders.Message, out var text) ? PercentEncoding.Decode(text.ToString()) : "";
        return new Status(Enum.IsDefined((StatusCode)code) ? (StatusCode)code : StatusCode.Unknown, message);
    }

    // The mapping of the gRPC specification.
    private static StatusCode OfHttp(HttpStatusCode code) => code switch
    {
        HttpStatusCode.BadRequest => StatusCode.Internal,
        HttpStatusCode.Unauthorized => StatusCode.Unauthenticated,
        HttpStatusCode.Forbidden => StatusCode.PermissionDenied,
        HttpStatusCode.NotFound => StatusCode.Unimplemented,
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout =>
            StatusCode.Unavailable,
        _ => StatusCode.Unknown,
    };
}
