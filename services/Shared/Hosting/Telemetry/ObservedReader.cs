using Grpc.Core;

namespace Flux.Hosting;

// The end of a stream ends its span.
internal sealed class ObservedReader<T>(IAsyncStreamReader<T> inner, RpcSpan span) : IAsyncStreamReader<T>
{
    public T Current => inner.Current;

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        try
        {
            var more = await inner.MoveNext(cancellationToken).ConfigureAwait(false);
            if (!more)
                span.End(StatusCode.OK);
            return more;
        }
        catch (Exception e)
        {
            span.End(e);
            throw;
        }
    }
}
