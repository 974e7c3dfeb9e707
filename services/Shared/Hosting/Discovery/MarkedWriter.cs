using Grpc.Core;

namespace Flux.Hosting;

internal sealed class MarkedWriter<T>(IClientStreamWriter<T> inner, FluxService target) : IClientStreamWriter<T>
{
    public WriteOptions? WriteOptions
    {
        get => inner.WriteOptions;
        set => inner.WriteOptions = value;
    }

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public async Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        try
        {
            await inner.WriteAsync(message, cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException e)
        {
            Downstream.Mark(e, target);
            throw;
        }
    }

    public Task CompleteAsync() => inner.CompleteAsync();
}
