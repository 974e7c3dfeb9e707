using Grpc.Core;

namespace Flux.Hosting;

internal sealed class MarkedReader<T>(IAsyncStreamReader<T> inner, FluxService target) : IAsyncStreamReader<T>
{
    public T Current => inner.Current;

    public Task<bool> MoveNext(CancellationToken cancellationToken) => Downstream.MarkAsync(inner.MoveNext(cancellationToken), target);
}
