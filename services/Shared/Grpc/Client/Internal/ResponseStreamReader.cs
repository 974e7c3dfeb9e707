using Grpc.Core;

namespace Grpc.Net.Client.Internal;

internal sealed class ResponseStreamReader<TRequest, TResponse>(ClientCall<TRequest, TResponse> call) : IAsyncStreamReader<TResponse>
    where TRequest : class
    where TResponse : class
{
    private int _reading;
    private TResponse? _current;

    public TResponse Current => _current ?? throw new InvalidOperationException("No current element is available.");

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _reading, 1) != 0)
            throw new InvalidOperationException("Can't read the next message because the previous read is still in progress.");
        using var registration = cancellationToken.UnsafeRegister(static call => ((ClientCall)call!).Cancel("Call canceled by the client."), call);
        try
        {
            _current = null;
            _current = await call.ReadNextAsync().ConfigureAwait(false);
            if (_current is not null)
                return true;
            return call.GetStatus().StatusCode == StatusCode.OK ? false : throw call.ToException();
        }
        catch (Exception e) when (e is not RpcException || !call.IsFinished)
        {
            throw call.Fail(e);
        }
        finally
        {
            Volatile.Write(ref _reading, 0);
        }
    }
}
