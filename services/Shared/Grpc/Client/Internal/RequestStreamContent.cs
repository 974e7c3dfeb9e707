using System.Net;
using Grpc.Shared;

namespace Grpc.Net.Client.Internal;

// The body of a streaming request: hands the stream over and stays open until the writer is done.
internal sealed class RequestStreamContent : HttpContent
{
    private readonly TaskCompletionSource<Stream> _started;
    private readonly Task _completed;

    public RequestStreamContent(TaskCompletionSource<Stream> started, Task completed)
    {
        _started = started;
        _completed = completed;
        Headers.TryAddWithoutValidation("Content-Type", GrpcHeaders.ContentType);
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        // Sends the headers: the server may have something to say before the first request message.
        await stream.FlushAsync().ConfigureAwait(false);
        _started.TrySetResult(stream);
        await _completed.ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
