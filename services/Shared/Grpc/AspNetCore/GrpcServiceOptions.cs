using System.IO.Compression;
using Grpc.Net.Compression;

namespace Grpc.AspNetCore.Server;

/// <summary>Options of gRPC services.</summary>
public class GrpcServiceOptions
{
    internal const int DefaultReceiveMaxMessageSize = 4 * 1024 * 1024;

    private int? _maxReceiveMessageSize;
    private int? _maxSendMessageSize;
    private IList<ICompressionProvider>? _compressionProviders;

    internal bool MaxReceiveMessageSizeSpecified { get; private set; }

    internal bool MaxSendMessageSizeSpecified { get; private set; }

    internal IList<ICompressionProvider>? CompressionProvidersOrNull => _compressionProviders;

    /// <summary>The largest message that is sent, in bytes; null for no limit, the default.</summary>
    public int? MaxSendMessageSize
    {
        get => _maxSendMessageSize;
        set
        {
            _maxSendMessageSize = value;
            MaxSendMessageSizeSpecified = true;
        }
    }

    /// <summary>The largest message that is taken, in bytes; null for no limit. Default: 4 MiB.</summary>
    public int? MaxReceiveMessageSize
    {
        get => MaxReceiveMessageSizeSpecified ? _maxReceiveMessageSize : DefaultReceiveMaxMessageSize;
        set
        {
            _maxReceiveMessageSize = value;
            MaxReceiveMessageSizeSpecified = true;
        }
    }

    /// <summary>Whether the text of an unexpected exception goes to the client. Default: no.</summary>
    public bool? EnableDetailedErrors { get; set; }

    /// <summary>The encoding of response messages, as in <c>gzip</c>, where the client accepts it. Default: none.</summary>
    public string? ResponseCompressionAlgorithm { get; set; }

    /// <summary>How hard to compress.</summary>
    public CompressionLevel? ResponseCompressionLevel { get; set; }

    /// <summary>The encodings that are understood. Default: gzip.</summary>
    public IList<ICompressionProvider> CompressionProviders
    {
        get => _compressionProviders ??= [];
        set => _compressionProviders = value;
    }

    /// <summary>The interceptors; the first one is called first.</summary>
    public InterceptorCollection Interceptors { get; } = new();

    /// <summary>Whether calls to unknown services and methods are left to the rest of the application. Default: they get UNIMPLEMENTED.</summary>
    public bool? IgnoreUnknownServices { get; set; }
}
