using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Testing;

namespace Flux.Conformance.Interop;

/// <summary>The cases with our client.</summary>
internal sealed partial class InteropClient : IDisposable
{
    private const int LargeRequest = 271828;
    private const int LargeResponse = 314159;
    private const string SpecialMessage = "\t\ntest with whitespace\r\nand Unicode BMP \u263a and non-BMP \U0001f608\t\n";

    private static readonly Metadata Gzip = new() { { "grpc-internal-encoding-request", "gzip" } };

    private readonly int _port;
    private readonly ServerTraits _traits;
    private readonly GrpcChannel _channel;
    private readonly TestService.TestServiceClient _client;
    private readonly Dictionary<string, Func<Task>> _cases;

    /// <param name="port">The server's loopback port.</param>
    /// <param name="traits">What the server can and cannot do.</param>
    public InteropClient(int port, ServerTraits traits)
    {
        _port = port;
        _traits = traits;
        _channel = Open();
        _client = new TestService.TestServiceClient(_channel);
        _cases = new Dictionary<string, Func<Task>>
        {
            ["empty_unary"] = EmptyUnaryAsync,
            ["large_unary"] = () => LargeUnaryAsync(_client),
            ["client_compressed_unary"] = ClientCompressedUnaryAsync,
            ["server_compressed_unary"] = ServerCompressedUnaryAsync,
            ["client_streaming"] = ClientStreamingAsync,
            ["client_compressed_streaming"] = ClientCompressedStreamingAsync,
            ["server_streaming"] = ServerStreamingAsync,
            ["server_compressed_streaming"] = ServerCompressedStreamingAsync,
            ["ping_pong"] = PingPongAsync,
            ["empty_stream"] = EmptyStreamAsync,
            ["custom_metadata"] = CustomMetadataAsync,
            ["status_code_and_message"] = StatusCodeAndMessageAsync,
            ["special_status_message"] = SpecialStatusMessageAsync,
            ["unimplemented_method"] = UnimplementedMethodAsync,
            ["unimplemented_service"] = UnimplementedServiceAsync,
            ["cancel_after_begin"] = CancelAfterBeginAsync,
            ["cancel_after_first_response"] = CancelAfterFirstResponseAsync,
            ["timeout_on_sleeping_server"] = TimeoutOnSleepingServerAsync,
            ["concurrent_large_unary"] = ConcurrentLargeUnaryAsync,
            ["rpc_soak"] = RpcSoakAsync,
            ["channel_soak"] = ChannelSoakAsync,
        };
    }

    public Task RunAsync(string name) => _cases[name]();

    public void Dispose() => _channel.Dispose();

    // Guards against hangs; no case waits for it.
    private static DateTime Deadline => DateTime.UtcNow.AddSeconds(60);

    private GrpcChannel Open() => GrpcChannel.ForAddress($"http://127.0.0.1:{_port}");

    private static Payload Zeros(int size) => new() { Body = ByteString.CopyFrom(new byte[size]) };

    private static SimpleRequest Large() => new() { ResponseSize = LargeResponse, Payload = Zeros(LargeRequest) };

    private static StreamingOutputCallRequest Output(params int[] sizes)
    {
        var request = new StreamingOutputCallRequest();
        request.ResponseParameters.AddRange(sizes.Select(size => new ResponseParameters { Size = size }));
        return request;
    }

    private static async Task<RpcException> FailsAsync(StatusCode code, Func<Task> call)
    {
        var error = await Assert.ThrowsAsync<RpcException>(call);
        Assert.True(code == error.StatusCode, $"Expected {code}, got {error.Status}.");
        return error;
    }

    private static async Task<List<int>> SizesAsync(IAsyncStreamReader<StreamingOutputCallResponse> responses)
    {
        var sizes = new List<int>();
        await foreach (var response in responses.ReadAllAsync())
            sizes.Add(response.Payload.Body.Length);
        return sizes;
    }
}
