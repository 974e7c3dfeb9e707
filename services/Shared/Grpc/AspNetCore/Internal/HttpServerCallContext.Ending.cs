using Grpc.Core;
using Grpc.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Grpc.AspNetCore.Server.Internal;

internal sealed partial class HttpServerCallContext
{
    // Timers cannot be set further ahead; a call that lasts longer has no deadline in practice.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(49);

    private DateTime _deadline = DateTime.MaxValue;
    private CancellationTokenSource? _cancellation;
    private Timer? _timer;
    private bool _deadlinePassed;

    public void Start()
    {
        if (TimeoutHeader.TryParse(http.Request.Headers[GrpcHeaders.Timeout], out var timeout))
        {
            var now = DateTime.UtcNow;
            _deadline = timeout < DateTime.MaxValue - now ? now + timeout : DateTime.MaxValue;
            if (timeout < LongestTimer)
            {
                _cancellation = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
                // Set by Change, so that the callback never runs before the field is.
                _timer = new Timer(static call => ((HttpServerCallContext)call!).OnDeadline(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                _timer.Change(timeout < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : timeout, Timeout.InfiniteTimeSpan);
            }
        }
        string? encoding = http.Request.Headers[GrpcHeaders.Encoding];
        if (encoding is not (null or GrpcHeaders.Identity) && options.Compression(encoding) is null)
            throw UnsupportedEncoding(encoding);
    }

    public void Fail(Exception exception)
    {
        if (exception is RpcException rpc)
        {
            if (!ReferenceEquals(rpc.Trailers, _trailers))
            {
                foreach (var entry in rpc.Trailers)
                    ResponseTrailers.Add(entry);
            }
            Log.CallFailed(logger, method.FullName, rpc.StatusCode, rpc.Status.Detail);
            _status = rpc.Status;
        }
        else if (exception is OperationCanceledException or IOException && CancellationToken.IsCancellationRequested)
        {
            _status = _deadlinePassed ? DeadlineStatus : new Status(StatusCode.Cancelled, "The call was cancelled by the client.");
        }
        else
        {
            Log.HandlerThrew(logger, method.FullName, exception);
            _status = new Status(StatusCode.Unknown, options.EnableDetailedErrors
                ? $"Exception was thrown by handler. {exception.GetType().Name}: {exception.Message}"
                : "Exception was thrown by handler.");
        }
    }

    public ValueTask EndAsync()
    {
        lock (_gate)
        {
            if (!_ended)
            {
                _ended = true;
                if (!http.RequestAborted.IsCancellationRequested)
                    WriteStatus(_status);
            }
        }
        if (_timer is null)
            return default;
        return ReleaseTimerAsync();
    }

    // The timer's callback may be running: the request must not be reused before it ended.
    private async ValueTask ReleaseTimerAsync()
    {
        await _timer!.DisposeAsync();
        _cancellation!.Dispose();
    }

    private static Status DeadlineStatus => new(StatusCode.DeadlineExceeded, "Deadline Exceeded");

    // The client hears of its deadline also when the service does not react to the cancellation.
    private void OnDeadline()
    {
        lock (_gate)
        {
            if (_ended)
                return;
            _ended = true;
            _deadlinePassed = true;
            _status = DeadlineStatus;
            if (!http.RequestAborted.IsCancellationRequested)
            {
                WriteStatus(DeadlineStatus);
                _ = CompleteAsync();
            }
        }
        _cancellation!.Cancel();
    }

    private async Task CompleteAsync()
    {
        try
        {
            await http.Response.CompleteAsync();
        }
        catch (Exception e)
        {
            Log.DeadlineStatusNotSent(logger, method.FullName, e);
        }
    }

    private void WriteStatus(Status status)
    {
        // Without a message before it the status goes into the headers ("trailers-only").
        var target = _headersSent ? null : http.Response.Headers;
        if (target is not null)
            http.Response.ContentType = GrpcHeaders.ContentType;
        for (var i = 0; i < (_trailers?.Count ?? 0); i++)
            Append(target, _trailers![i].Key, MetadataReader.ToHeaderValue(_trailers[i]));
        Append(target, GrpcHeaders.Status, status.StatusCode == StatusCode.OK ? "0" : ((int)status.StatusCode).ToString());
        if (!string.IsNullOrEmpty(status.Detail))
            Append(target, GrpcHeaders.Message, PercentEncoding.Encode(status.Detail));
    }

    private void Append(IHeaderDictionary? headers, string name, string value)
    {
        if (headers is null)
            headers = http.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers;
        // Append would drop an empty value.
        headers[name] = headers.TryGetValue(name, out var present) ? StringValues.Concat(present, value) : value;
    }
}
