namespace Grpc.Core;

// What the four call objects share; functions over one state object, so that a call needs no closures.
internal readonly struct AsyncCallState(
    Func<object, Task<Metadata>> responseHeaders, Func<object, Status> status, Func<object, Metadata> trailers, Action<object> dispose, object state)
{
    internal AsyncCallState(Task<Metadata> headers, Func<Status> status, Func<Metadata> trailers, Action dispose)
        : this(_ => headers, _ => status(), _ => trailers(), _ => dispose(), dispose)
    {
    }

    internal Task<Metadata> ResponseHeadersAsync() => responseHeaders(state);

    internal Status GetStatus() => status(state);

    internal Metadata GetTrailers() => trailers(state);

    internal void Dispose() => dispose(state);
}
