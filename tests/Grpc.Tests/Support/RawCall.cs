using System.Buffers.Binary;
using System.Net;
using Google.Protobuf;

namespace Flux.Grpc.Tests.Support;

/// <summary>A unary call whose bytes the test chooses, and its answer as it is on the wire.</summary>
public sealed class RawCall
{
    private static readonly HttpClient Http = new();

    private RawCall(HttpResponseMessage response, byte[] body)
    {
        Response = response;
        Body = body;
    }

    public HttpResponseMessage Response { get; }

    public byte[] Body { get; }

    /// <summary>The status, from the trailers or, in a "trailers-only" answer, from the headers.</summary>
    public string? Status => Header("grpc-status") ?? (Response.TrailingHeaders.TryGetValues("grpc-status", out var values) ? values.Single() : null);

    public string? Header(string name) => Response.Headers.TryGetValues(name, out var values) ? string.Join(",", values) : null;

    public static byte[] Frame(IMessage message) => Frame(message.ToByteArray());

    public static byte[] Frame(byte[] payload, byte flag = 0)
    {
        var frame = new byte[5 + payload.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), payload.Length);
        payload.CopyTo(frame, 5);
        return frame;
    }

    public static async Task<RawCall> SendAsync(Uri address, byte[] body, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, "flux.test.Echo/Unary"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/grpc");
        request.Headers.TryAddWithoutValidation("TE", "trailers");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        var response = await Http.SendAsync(request);
        return new RawCall(response, await response.Content.ReadAsByteArrayAsync());
    }
}
