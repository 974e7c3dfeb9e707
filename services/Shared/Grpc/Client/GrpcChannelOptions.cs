using Grpc.Core;
using Grpc.Net.Client.Configuration;
using Grpc.Net.Compression;
using Microsoft.Extensions.Logging;

namespace Grpc.Net.Client;

/// <summary>Options of a channel.</summary>
public sealed class GrpcChannelOptions
{
    /// <summary>Credentials; by default those that the address's scheme says.</summary>
    public ChannelCredentials? Credentials { get; set; }

    /// <summary>The largest message that is sent, in bytes; null for no limit, the default.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>The largest message that is taken, in bytes; null for no limit. Default: 4 MiB.</summary>
    public int? MaxReceiveMessageSize { get; set; } = 4 * 1024 * 1024;

    /// <summary>How often a call may be tried in all, whatever its policy says. Default: 5.</summary>
    public int? MaxRetryAttempts { get; set; } = 5;

    /// <summary>Encodings beside gzip.</summary>
    public IList<ICompressionProvider>? CompressionProviders { get; set; }

    /// <summary>The client to call with; it excludes <see cref="HttpHandler"/>.</summary>
    public HttpClient? HttpClient { get; set; }

    /// <summary>The handler to call with; by default one of the channel's own.</summary>
    public HttpMessageHandler? HttpHandler { get; set; }

    /// <summary>Whether the channel disposes the given client or handler with itself.</summary>
    public bool DisposeHttpClient { get; set; }

    /// <summary>Whether a cancelled call throws <see cref="OperationCanceledException"/> instead of <see cref="RpcException"/>.</summary>
    public bool ThrowOperationCanceledOnCancellation { get; set; }

    /// <summary>Retry policies by method, and how calls are spread over a service's addresses.</summary>
    public ServiceConfig? ServiceConfig { get; set; }

    /// <summary>Where resolvers of addresses beside <c>dns</c> are found.</summary>
    public IServiceProvider? ServiceProvider { get; set; }

    /// <summary>Where the channel logs to.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }
}
