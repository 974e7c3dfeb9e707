namespace Grpc.Shared;

internal static class GrpcHeaders
{
    public const string ContentType = "application/grpc";
    public const string Status = "grpc-status";
    public const string Message = "grpc-message";
    public const string Timeout = "grpc-timeout";
    public const string Encoding = "grpc-encoding";
    public const string AcceptEncoding = "grpc-accept-encoding";
    public const string PreviousAttempts = "grpc-previous-rpc-attempts";
    public const string RetryPushback = "grpc-retry-pushback-ms";
    public const string Identity = "identity";

    // A call's header by which the caller chooses the encoding of its requests; it stays on the client.
    public const string RequestEncoding = "grpc-internal-encoding-request";

    public static bool IsGrpcContentType(string? contentType)
    {
        if (contentType is null || !contentType.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase))
            return false;
        // application/grpc, application/grpc+proto, application/grpc; charset=... but not application/grpc-web.
        return contentType.Length == ContentType.Length || contentType[ContentType.Length] is ';' or '+';
    }
}
