using System.Net;
using Grpc.Shared;

namespace Grpc.Net.Client.Internal;

// A small request message. Of this base class the handler knows that it needs not listen for a response while it sends, which saves two tasks a call;
// a large message, which may wait for the peer's window while the peer answers already, must not be sent so.
internal sealed class SmallContent : ByteArrayContent
{
    public const int Largest = 16 * 1024;

    public SmallContent(byte[] content, int count) : base(content, 0, count) => Headers.TryAddWithoutValidation("Content-Type", GrpcHeaders.ContentType);

    // Unknown to HTTP: gRPC frames its messages itself.
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
