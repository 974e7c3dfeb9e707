using Grpc.Core;
using Grpc.Shared;

namespace Grpc.Net.Client.Internal;

internal sealed class RequestStreamWriter<TRequest, TResponse>(ClientCall<TRequest, TResponse> call) : IClientStreamWriter<TRequest>
    where TRequest : class
    where TResponse : class
{
    private readonly TaskCompletionSource<Stream> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PooledBufferWriter _buffer = new();
    private MessageSerializer? _serializer;
    private int _writing;
    private volatile bool _complete;

    public WriteOptions? WriteOptions { get; set; } = call.Options.WriteOptions;

    public HttpContent CreateContent() => new RequestStreamContent(_started, _completed.Task);

    public Task WriteAsync(TRequest message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(TRequest message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (_complete)
            throw new InvalidOperationException("Request stream has already been completed.");
        if (Interlocked.Exchange(ref _writing, 1) != 0)
            throw new InvalidOperationException("Can't write the message because the previous write is in progress.");
        using var registration = cancellationToken.UnsafeRegister(static call => ((ClientCall)call!).Cancel("Call canceled by the client."), call);
        try
        {
            ThrowIfFinished();
            var stream = await _started.Task.ConfigureAwait(false);
            _serializer ??= call.CreateSerializer();
            var compress = call.CompressRequests && (WriteOptions?.Flags & WriteFlags.NoCompress) != WriteFlags.NoCompress;
            _serializer.Serialize(message, call.TypedMethod.RequestMarshaller.ContextualSerializer, _buffer, compress);
            // Waits for the flow-control window: a slow server slows the writer down.
            await stream.WriteAsync(_buffer.WrittenMemory, call.Token).ConfigureAwait(false);
            if ((WriteOptions?.Flags & WriteFlags.BufferHint) != WriteFlags.BufferHint)
                await stream.FlushAsync(call.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not InvalidOperationException)
        {
            ThrowIfFinished();
            // The server ended the stream; the reader of the responses learns its status.
            if (e is RpcException)
                throw;
            throw new RpcException(ExceptionStatus.Of(e, null));
        }
        finally
        {
            _buffer.Dispose();
            Volatile.Write(ref _writing, 0);
        }
    }

    public Task CompleteAsync()
    {
        if (Volatile.Read(ref _writing) != 0)
            throw new InvalidOperationException("Can't complete the client stream writer because the previous write is in progress.");
        _complete = true;
        _completed.TrySetResult();
        return Task.CompletedTask;
    }

    public void Close(Status status)
    {
        if (status.StatusCode == StatusCode.OK)
            _completed.TrySetResult();
        else
            _completed.TrySetCanceled(CancellationToken.None);
        _started.TrySetCanceled(CancellationToken.None);
    }

    private void ThrowIfFinished()
    {
        if (!call.IsFinished)
            return;
        throw call.GetStatus().StatusCode == StatusCode.OK
            ? new InvalidOperationException("Can't write the message because the call is complete.")
            : call.ToException();
    }
}
