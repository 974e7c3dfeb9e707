using Grpc.Core;
using Grpc.Shared;

namespace Grpc.Net.Client.Internal;

internal abstract partial class ClientCall
{
    private static readonly Version Http2 = new(2, 0);
    private const string UserAgent = "flux-grpc-dotnet/1.0";

    private Metadata? _headers;
    private HttpResponseMessage? _response;
    private Task<HttpResponseMessage>? _sending;

    // The response's headers are there; its messages may follow.
    public Task<HttpResponseMessage> Response => _sending!;

    protected void StartSending(Func<HttpContent> content, bool repeatable) => _sending = SendAsync(content, repeatable);

    // Neither sent again nor after credentials: the handler's task is the response. Whoever awaits it calls Accept, or Fail.
    protected bool CanSendDirectly =>
        !_finished && Channel.Credentials is null && Options.Credentials is null && !Options.IsWaitForReady && Channel.Retries?.For(Method) is null;

    protected void StartDirectly(HttpContent content)
    {
        try
        {
            _sending = Channel.SendAsync(CreateRequest(content, 1), Token);
        }
        catch (Exception e)
        {
            _sending = Task.FromException<HttpResponseMessage>(e);
        }
    }

    // After a call that was sent directly and ended well: nobody has the request's buffer or the token any more.
    protected void Recycle(PooledBufferWriter payload)
    {
        payload.Dispose();
        Channel.Cancellations.Return(_cancellation);
    }

    private async Task<HttpResponseMessage> SendAsync(Func<HttpContent> content, bool repeatable)
    {
        var retries = repeatable ? Channel.Retries?.For(Method) : null;
        try
        {
            if (_finished)
                throw ToException();
            await ApplyCredentialsAsync().ConfigureAwait(false);
            for (var attempt = 1; ; attempt++)
            {
                HttpResponseMessage? response = null;
                Exception? failure = null;
                try
                {
                    response = await Channel.SendAsync(CreateRequest(content(), attempt), Token).ConfigureAwait(false);
                }
                catch (Exception e) when (!_finished)
                {
                    failure = e;
                }
                if (failure is not null && Options.IsWaitForReady && ExceptionStatus.IsConnectFailure(failure))
                {
                    await Task.Delay(ReconnectBackoff.After(attempt), Token).ConfigureAwait(false);
                    continue;
                }
                var wait = retries?.NextWait(attempt, response, failure is null ? null : ExceptionStatus.Of(failure, _deadline));
                if (wait is null)
                    return Accept(response ?? throw failure!);
                response?.Dispose();
                await Task.Delay(wait.Value, Token).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            throw Fail(e);
        }
    }

    private async Task ApplyCredentialsAsync()
    {
        if (Channel.Credentials is null && Options.Credentials is null)
            return;
        var headers = new Metadata();
        foreach (var entry in _headers ?? Metadata.Empty)
            headers.Add(entry);
        var context = new AuthInterceptorContext(new Uri(Channel.Address, Method.ServiceName).ToString(), Method.Name, Token);
        if (Channel.Credentials is { } channel)
            await channel.ApplyAsync(context, headers).ConfigureAwait(false);
        if (Options.Credentials is { } own)
            await own.ApplyAsync(context, headers).ConfigureAwait(false);
        _headers = headers;
    }

    private HttpRequestMessage CreateRequest(HttpContent content, int attempt)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Channel.UriOf(Method))
        {
            Version = Http2,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        var headers = request.Headers;
        headers.TryAddWithoutValidation("TE", "trailers");
        headers.TryAddWithoutValidation("User-Agent", UserAgent);
        headers.TryAddWithoutValidation(GrpcHeaders.AcceptEncoding, Channel.AcceptEncoding);
        if (Host is not null)
            headers.Host = Host;
        if (_deadline is { } deadline)
            headers.TryAddWithoutValidation(GrpcHeaders.Timeout, TimeoutHeader.Format(deadline - DateTime.UtcNow));
        if (attempt > 1 && !Options.IsWaitForReady)
            headers.TryAddWithoutValidation(GrpcHeaders.PreviousAttempts, (attempt - 1).ToString());
        if (_headers is null)
            return request;
        for (var i = 0; i < _headers.Count; i++)
        {
            var entry = _headers[i];
            if (entry.Key == GrpcHeaders.RequestEncoding)
                headers.TryAddWithoutValidation(GrpcHeaders.Encoding, entry.Value);
            else
                headers.TryAddWithoutValidation(entry.Key, MetadataReader.ToHeaderValue(entry));
        }
        return request;
    }

    // Takes the response over. A status among its headers ends the call.
    protected HttpResponseMessage Accept(HttpResponseMessage response)
    {
        lock (_gate)
            _response = response;
        if (_finished)
        {
            response.Dispose();
            throw ToException();
        }
        if (ResponseStatus.InHeaders(response) is { } status)
            Finish(status, ResponseMetadata.Of(response.Headers));
        return response;
    }

    // The messages ended: the status is in the trailers.
    protected void FinishFromTrailers(HttpResponseMessage response) =>
        Finish(ResponseStatus.InTrailers(response), null, response.TrailingHeaders);

    private async Task<Metadata> ResponseHeadersAsync()
    {
        try
        {
            return ResponseMetadata.Of((await _sending!.ConfigureAwait(false)).Headers);
        }
        catch (Exception e)
        {
            throw Fail(e);
        }
    }
}
