namespace Flux.Conformance.Interop;

/// <summary>The cases by their official names.</summary>
internal static class InteropCases
{
    public static readonly string[] All =
    [
        "empty_unary", "large_unary", "client_compressed_unary", "server_compressed_unary", "client_streaming", "client_compressed_streaming",
        "server_streaming", "server_compressed_streaming", "ping_pong", "empty_stream", "custom_metadata", "status_code_and_message",
        "special_status_message", "unimplemented_method", "unimplemented_service", "cancel_after_begin", "cancel_after_first_response",
        "timeout_on_sleeping_server", "concurrent_large_unary", "rpc_soak", "channel_soak",
    ];

    /// <summary>grpc-js's server takes compressed messages and never sends one.</summary>
    public static readonly string[] OfNodeServer = [.. All.Where(name => !name.StartsWith("server_compressed", StringComparison.Ordinal))];

    /// <summary>The cases as theory data.</summary>
    public static TheoryData<string> Data(IEnumerable<string> names) => new(names);
}
