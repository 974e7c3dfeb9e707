using Grpc.Shared;

namespace Grpc.Net.Client.Internal;

// The one request message of a call, and the contents that carry it: one an attempt.
internal sealed class RequestPayload(PooledBufferWriter payload)
{
    public HttpContent Create()
    {
        var content = new PayloadContent(payload.WrittenMemory);
        content.Headers.TryAddWithoutValidation("Content-Type", GrpcHeaders.ContentType);
        return content;
    }

    private sealed class PayloadContent(ReadOnlyMemory<byte> payload) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context) =>
            stream.WriteAsync(payload).AsTask();

        protected override Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context, CancellationToken cancellationToken) =>
            stream.WriteAsync(payload, cancellationToken).AsTask();

        // Unknown to HTTP: gRPC frames its messages itself.
        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
