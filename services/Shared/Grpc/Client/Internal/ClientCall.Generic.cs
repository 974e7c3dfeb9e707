using Grpc.Core;
using Grpc.Shared;

namespace Grpc.Net.Client.Internal;

internal sealed class ClientCall<TRequest, TResponse>(ChannelSettings channel, Method<TRequest, TResponse> method, string? host, CallOptions options)
    : ClientCall(channel, method, host, options)
    where TRequest : class
    where TResponse : class
{
    private RequestStreamWriter<TRequest, TResponse>? _writer;
    private RequestPayload? _payload;
    private PooledBufferWriter? _direct;
    private ResponseReader? _reader;

    public Method<TRequest, TResponse> TypedMethod => method;

    // One request: it is serialized once and may be sent again.
    public void Send(TRequest request)
    {
        var payload = Serialize(request);
        _payload = new RequestPayload(payload);
        StartSending(_payload.Create, repeatable: true);
    }

    // As Send, for a call with one response. A small request that is sent only once needs nothing but a content over its bytes.
    public void SendSingle(TRequest request)
    {
        var payload = Serialize(request);
        if (CanSendDirectly && payload.WrittenCount <= SmallContent.Largest)
        {
            _direct = payload;
            StartDirectly(new SmallContent(payload.Array, payload.WrittenCount));
            return;
        }
        _payload = new RequestPayload(payload);
        StartSending(_payload.Create, repeatable: true);
    }

    private PooledBufferWriter Serialize(TRequest request)
    {
        var payload = new PooledBufferWriter();
        try
        {
            CreateSerializer().Serialize(request, method.RequestMarshaller.ContextualSerializer, payload, CompressRequests);
        }
        catch (Exception e)
        {
            Fail(e is RpcException ? e : new RpcException(new Status(StatusCode.Internal, "Error serializing request message.", e)));
        }
        return payload;
    }

    // Many requests: they go out while the response comes in.
    public RequestStreamWriter<TRequest, TResponse> SendStream()
    {
        _writer = new RequestStreamWriter<TRequest, TResponse>(this);
        if (IsFinished)
            _writer.Close(GetStatus());
        StartSending(_writer.CreateContent, repeatable: false);
        return _writer;
    }

    public MessageSerializer CreateSerializer() => new(Channel.MaxSendMessageSize, Channel.Compression(RequestEncoding), null);

    public bool CompressRequests => RequestEncoding is not null && (Options.WriteOptions?.Flags & WriteFlags.NoCompress) != WriteFlags.NoCompress;

    // The one response, and the end of the call.
    public async Task<TResponse> ReceiveSingleAsync()
    {
        try
        {
            var response = await Response.ConfigureAwait(false);
            if (_direct is not null)
                Accept(response);
            TResponse? message = null;
            if (!IsFinished)
            {
                _reader = new ResponseReader(response, Channel);
                message = await _reader.ReadAsync(method.ResponseMarshaller, Token).ConfigureAwait(false);
                if (message is not null && await _reader.ReadAsync(method.ResponseMarshaller, Token).ConfigureAwait(false) is not null)
                    throw new RpcException(new Status(StatusCode.Internal, "Unexpected data after finished reading message."));
                FinishFromTrailers(response);
            }
            if (GetStatus().StatusCode != StatusCode.OK)
                throw ToException();
            if (_direct is not null)
                Recycle(_direct);
            return message ?? throw new RpcException(new Status(StatusCode.Internal, "Failed to deserialize response message."));
        }
        catch (Exception e)
        {
            // An OK without a message is an error that the call's own status does not show.
            throw IsFinished && GetStatus().StatusCode == StatusCode.OK ? e : Fail(e);
        }
    }

    // The next response; null at the end, when the call is finished and its status says how.
    public async ValueTask<TResponse?> ReadNextAsync()
    {
        var response = await Response.ConfigureAwait(false);
        if (IsFinished)
            return null;
        _reader ??= new ResponseReader(response, Channel);
        var message = await _reader.ReadAsync(method.ResponseMarshaller, Token).ConfigureAwait(false);
        if (message is null)
            FinishFromTrailers(response);
        return message;
    }

    protected override void OnFinished(Status status)
    {
        _writer?.Close(status);
        if (status.StatusCode == StatusCode.OK)
            _payload?.Release();
    }

    private string? RequestEncoding => Options.Headers?.GetValue(GrpcHeaders.RequestEncoding);
}
