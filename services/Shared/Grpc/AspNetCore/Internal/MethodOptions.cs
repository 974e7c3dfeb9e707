using System.IO.Compression;
using Grpc.Net.Compression;
using Grpc.Shared;

namespace Grpc.AspNetCore.Server.Internal;

// The options of one service: what it sets itself, else what is set for all.
internal sealed class MethodOptions
{
    private readonly Dictionary<string, ICompressionProvider> _compression = new(StringComparer.OrdinalIgnoreCase);

    public MethodOptions(GrpcServiceOptions general, GrpcServiceOptions own)
    {
        MaxReceiveMessageSize = own.MaxReceiveMessageSizeSpecified ? own.MaxReceiveMessageSize : general.MaxReceiveMessageSize;
        MaxSendMessageSize = own.MaxSendMessageSizeSpecified ? own.MaxSendMessageSize : general.MaxSendMessageSize;
        EnableDetailedErrors = own.EnableDetailedErrors ?? general.EnableDetailedErrors ?? false;
        ResponseCompressionAlgorithm = own.ResponseCompressionAlgorithm ?? general.ResponseCompressionAlgorithm;
        ResponseCompressionLevel = own.ResponseCompressionLevel ?? general.ResponseCompressionLevel;
        IgnoreUnknownServices = own.IgnoreUnknownServices ?? general.IgnoreUnknownServices ?? false;
        Interceptors = [.. general.Interceptors, .. own.Interceptors];
        var gzip = new GzipCompressionProvider(CompressionLevel.Fastest);
        _compression[gzip.EncodingName] = gzip;
        foreach (var provider in (general.CompressionProvidersOrNull ?? []).Concat(own.CompressionProvidersOrNull ?? []))
            _compression[provider.EncodingName] = provider;
        AcceptEncoding = string.Join(',', _compression.Keys.Prepend(GrpcHeaders.Identity));
    }

    public int? MaxReceiveMessageSize { get; }

    public int? MaxSendMessageSize { get; }

    public bool EnableDetailedErrors { get; }

    public string? ResponseCompressionAlgorithm { get; }

    public CompressionLevel? ResponseCompressionLevel { get; }

    public bool IgnoreUnknownServices { get; }

    public IReadOnlyList<InterceptorRegistration> Interceptors { get; }

    // The value of grpc-accept-encoding.
    public string AcceptEncoding { get; }

    public ICompressionProvider? Compression(string? encoding) =>
        encoding is not null && _compression.TryGetValue(encoding, out var provider) ? provider : null;
}
