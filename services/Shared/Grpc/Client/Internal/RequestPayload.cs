using System.Net;
using Grpc.Shared;

namespace Grpc.Net.Client.Internal;

// The one request message of a call, and the contents that carry it: one an attempt.
internal sealed class RequestPayload(PooledBufferWriter payload)
{
    private readonly Lock _gate = new();
    private int _sending;
    private bool _done;

    public HttpContent Create() => new PayloadContent(this);

    // After a call that ended well. One that was cut may still be reading the buffer: that is left to the garbage collector.
    public void Release()
    {
        lock (_gate)
        {
            _done = true;
            if (_sending == 0)
                payload.Dispose();
        }
    }

    private ReadOnlyMemory<byte> Begin()
    {
        lock (_gate)
        {
            _sending++;
            return payload.WrittenMemory;
        }
    }

    private void End()
    {
        lock (_gate)
        {
            if (--_sending == 0 && _done)
                payload.Dispose();
        }
    }

    private sealed class PayloadContent : HttpContent
    {
        private readonly RequestPayload _owner;

        public PayloadContent(RequestPayload owner)
        {
            _owner = owner;
            Headers.TryAddWithoutValidation("Content-Type", GrpcHeaders.ContentType);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            var memory = _owner.Begin();
            try
            {
                await stream.WriteAsync(memory, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                _owner.End();
            }
        }

        // Unknown to HTTP: gRPC frames its messages itself.
        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
