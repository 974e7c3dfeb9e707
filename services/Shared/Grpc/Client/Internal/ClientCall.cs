using System.Net.Http.Headers;
using Grpc.Core;

namespace Grpc.Net.Client.Internal;

// One call on the client, without its message types: how it ends. The first end counts; whatever waits for the call then fails with its status.
internal abstract partial class ClientCall
{
    public static readonly Func<object, Task<Metadata>> HeadersOf = static call => ((ClientCall)call).ResponseHeadersAsync();
    public static readonly Func<object, Status> StatusOf = static call => ((ClientCall)call).GetStatus();
    public static readonly Func<object, Metadata> TrailersOf = static call => ((ClientCall)call).GetTrailers();
    public static readonly Action<object> DisposeOf = static call => ((ClientCall)call).Dispose();

    // Timers cannot be set further ahead; a call that lasts longer has no deadline in practice.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(49);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _cancellation;
    private readonly DateTime? _deadline;
    private readonly Timer? _timer;
    private readonly CancellationTokenRegistration _byCaller;
    private readonly CancellationTokenRegistration _byParent;
    private readonly CancellationTokenRegistration _byChannel;
    private Status _status;
    private Metadata? _trailers;
    private HttpResponseHeaders? _trailing;
    private volatile bool _finished;

    protected ClientCall(ChannelSettings channel, IMethod method, string? host, in CallOptions options)
    {
        Channel = channel;
        Method = method;
        Host = host;
        Options = options;
        _headers = options.Headers;
        _cancellation = channel.Cancellations.Rent();
        var parent = options.PropagationToken as CallPropagationToken;
        _deadline = Earlier(options.Deadline, parent?.Deadline);
        _byChannel = channel.Disposal.UnsafeRegister(static call => ((ClientCall)call!).Cancel("The channel was disposed."), this);
        _byCaller = options.CancellationToken.UnsafeRegister(static call => ((ClientCall)call!).Cancel("Call canceled by the client."), this);
        if (parent is not null)
            _byParent = parent.CancellationToken.UnsafeRegister(static call => ((ClientCall)call!).Cancel("The incoming call was canceled."), this);
        if (_deadline is { } deadline)
        {
            var left = deadline - DateTime.UtcNow;
            if (left <= TimeSpan.Zero)
                Finish(DeadlineStatus, null);
            else if (left < LongestTimer)
                _timer = new Timer(static call => ((ClientCall)call!).OnDeadline(), this, left, Timeout.InfiniteTimeSpan);
            // The caller's token may have ended the call before there was a timer.
            if (_finished)
                _timer?.Dispose();
        }
    }

    protected ChannelSettings Channel { get; }

    protected IMethod Method { get; }

    protected string? Host { get; }

    public CallOptions Options { get; }

    public bool IsFinished => _finished;

    // Ends with the call.
    public CancellationToken Token => _cancellation.Token;

    // Made when somebody asks: most callers of a call that ended well do not.
    private Metadata Trailers => _trailers ??= _trailing is null ? Metadata.Empty : ResponseMetadata.Of(_trailing);

    private static Status DeadlineStatus => new(StatusCode.DeadlineExceeded, "Deadline Exceeded");

    public Status GetStatus() => _finished ? _status : throw new InvalidOperationException("Unable to get the status because the call is not complete.");

    public Metadata GetTrailers() => _finished ? Trailers : throw new InvalidOperationException("Can't get the call trailers because the call has not completed successfully.");

    public void Cancel(string reason) => Finish(new Status(StatusCode.Cancelled, reason), null);

    public void Dispose() => Cancel("gRPC call disposed.");

    // What the waiting parts of a finished call throw.
    public Exception ToException()
    {
        var error = new RpcException(_status, Trailers);
        return Channel.ThrowOperationCanceled && _status.StatusCode is StatusCode.Cancelled or StatusCode.DeadlineExceeded
            ? new OperationCanceledException(_status.Detail, error, Options.CancellationToken)
            : error;
    }

    // Ends the call with what an exception means, unless it ended before, and gives the exception to be thrown.
    public Exception Fail(Exception exception)
    {
        if (!_finished)
            Finish(ExceptionStatus.Of(exception, _deadline), (exception as RpcException)?.Trailers);
        return ToException();
    }

    protected bool Finish(Status status, Metadata? trailers, HttpResponseHeaders? trailing = null)
    {
        lock (_gate)
        {
            if (_finished)
                return false;
            _status = status;
            _trailers = trailers;
            _trailing = trailing;
            _finished = true;
        }
        _timer?.Dispose();
        _byCaller.Unregister();
        _byParent.Unregister();
        _byChannel.Unregister();
        OnFinished(status);
        if (status.StatusCode != StatusCode.OK)
            _cancellation.Cancel(); // resets the stream, so that the server hears of it
        // Also of a call that ended well: its body would wait for the finalizer, and everything of the call with it.
        _response?.Dispose();
        return true;
    }

    protected abstract void OnFinished(Status status);

    private void OnDeadline() => Finish(DeadlineStatus, null);

    private static DateTime? Earlier(DateTime? one, DateTime? other)
    {
        var first = one is { } a && other is { } b ? (a.ToUniversalTime() < b ? a : b) : one ?? other;
        return first is { } deadline && deadline != DateTime.MaxValue ? deadline.ToUniversalTime() : null;
    }
}
