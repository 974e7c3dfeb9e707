using Grpc.Core;
using Grpc.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server.Internal;

// One call: what the service sees of it. Reading, writing and ending are in the other parts of this class.
internal sealed partial class HttpServerCallContext(HttpContext http, IMethod method, MethodOptions options, ILogger logger)
    : ServerCallContext, IServerCallContextFeature
{
    // Guards the response between the service's writes and the deadline's timer.
    private readonly Lock _gate = new();
    private Metadata? _requestHeaders;
    private Metadata? _trailers;
    private AuthContext? _auth;
    private Status _status;
    private bool _ended;

    public HttpContext HttpContext => http;

    public ServerCallContext ServerCallContext => this;

    protected override string MethodCore => method.FullName;

    protected override string HostCore => http.Request.Host.Value ?? "";

    protected override string PeerCore => PeerName.Of(http.Connection);

    protected override DateTime DeadlineCore => _deadline;

    protected override Metadata RequestHeadersCore => _requestHeaders ??= ReadHeaders();

    protected override CancellationToken CancellationTokenCore => _cancellation?.Token ?? http.RequestAborted;

    protected override Metadata ResponseTrailersCore => _trailers ??= new Metadata();

    protected override Status StatusCore
    {
        get => _status;
        set => _status = value;
    }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore => _auth ??= PeerAuth.Of(http.Connection.ClientCertificate);

    // Shared with the rest of the request's pipeline, as in the packages.
    protected override IDictionary<object, object> UserStateCore => http.Items!;

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options)
    {
        options ??= ContextPropagationOptions.Default;
        return new CallPropagationToken(
            options.IsPropagateDeadline && _deadline != DateTime.MaxValue ? _deadline : null,
            options.IsPropagateCancellation ? CancellationToken : CancellationToken.None);
    }

    protected override async Task WriteResponseHeadersAsyncCore(Metadata responseHeaders)
    {
        ArgumentNullException.ThrowIfNull(responseHeaders);
        lock (_gate)
        {
            if (_ended)
                throw new InvalidOperationException("Response headers can't be written because the request is complete.");
            if (_headersSent)
                throw new InvalidOperationException("Response headers can only be sent once per call.");
            BeginResponse();
            foreach (var entry in responseHeaders)
                Append(http.Response.Headers, entry.Key, MetadataReader.ToHeaderValue(entry));
        }
        await http.Response.BodyWriter.FlushAsync();
    }

    private Metadata ReadHeaders()
    {
        var metadata = new Metadata();
        foreach (var header in http.Request.Headers)
        {
            if (header.Key.StartsWith(':'))
                continue;
            foreach (var value in header.Value)
                MetadataReader.Add(metadata, header.Key, value ?? "");
        }
        return metadata;
    }
}
