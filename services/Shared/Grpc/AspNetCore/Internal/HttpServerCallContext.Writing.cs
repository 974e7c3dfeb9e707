using Grpc.Core;
using Grpc.Shared;
using Microsoft.AspNetCore.Http;

namespace Grpc.AspNetCore.Server.Internal;

internal sealed partial class HttpServerCallContext
{
    private MessageSerializer? _serializer;
    private bool _headersSent;
    private bool _compressResponses;

    // The one response of a call; it leaves together with the trailers.
    public void WriteSingle<T>(T? message, Marshaller<T> marshaller)
        where T : class
    {
        if (message is null)
            throw new RpcException(new Status(StatusCode.Cancelled, "No message returned from method."));
        lock (_gate)
        {
            if (!_ended && _status.StatusCode == StatusCode.OK)
                Serialize(message, marshaller);
        }
    }

    public async Task WriteAsync<T>(T message, Marshaller<T> marshaller, CancellationToken cancellationToken)
        where T : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        // Kestrel takes writes to an aborted request in silence; a service that only writes must learn that nobody listens.
        CancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_ended)
                throw new InvalidOperationException("Can't write the message because the request is complete.");
            Serialize(message, marshaller);
        }
        if ((WriteOptions?.Flags & WriteFlags.BufferHint) == WriteFlags.BufferHint)
            return;
        // Ends when the flow-control windows have room: a slow reader slows the service down instead of filling memory.
        await http.Response.BodyWriter.FlushAsync(cancellationToken.CanBeCanceled ? cancellationToken : CancellationToken);
    }

    private void Serialize<T>(T message, Marshaller<T> marshaller)
    {
        BeginResponse();
        _serializer ??= new MessageSerializer(options.MaxSendMessageSize,
            _compressResponses ? options.Compression(options.ResponseCompressionAlgorithm) : null, options.ResponseCompressionLevel);
        var compress = _compressResponses && (WriteOptions?.Flags & WriteFlags.NoCompress) != WriteFlags.NoCompress;
        _serializer.Serialize(message, marshaller.ContextualSerializer, http.Response.BodyWriter, compress);
    }

    private void BeginResponse()
    {
        if (_headersSent)
            return;
        _headersSent = true;
        http.Response.ContentType = GrpcHeaders.ContentType;
        if (options.ResponseCompressionAlgorithm is { } encoding && AcceptsEncoding(encoding))
        {
            _compressResponses = true;
            http.Response.Headers[GrpcHeaders.Encoding] = encoding;
        }
    }

    private bool AcceptsEncoding(string encoding)
    {
        if (options.Compression(encoding) is null)
            return false;
        foreach (var value in http.Request.Headers[GrpcHeaders.AcceptEncoding])
        {
            foreach (var part in value.AsSpan().Split(','))
            {
                if (value.AsSpan(part).Trim().Equals(encoding, StringComparison.OrdinalIgnoreCase))
                    return true;
            }
        }
        return false;
    }

    private RpcException UnsupportedEncoding(string encoding)
    {
        lock (_gate)
        {
            if (!_headersSent)
                http.Response.Headers[GrpcHeaders.AcceptEncoding] = options.AcceptEncoding;
        }
        return new RpcException(new Status(StatusCode.Unimplemented, $"Unsupported grpc-encoding value '{encoding}'. Supported encodings: {options.AcceptEncoding}"));
    }
}
