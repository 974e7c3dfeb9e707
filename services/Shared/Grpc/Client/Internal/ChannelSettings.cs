using System.Collections.Concurrent;
using System.IO.Compression;
using Grpc.Core;
using Grpc.Net.Compression;
using Grpc.Shared;

namespace Grpc.Net.Client.Internal;

// What all calls of a channel share.
internal sealed class ChannelSettings
{
    private readonly ConcurrentDictionary<string, Uri> _uris = new();
    private readonly HttpMessageInvoker _http;
    private readonly Dictionary<string, ICompressionProvider> _compression = new(StringComparer.OrdinalIgnoreCase);

    public ChannelSettings(Uri address, GrpcChannelOptions options, HttpMessageInvoker http, CancellationToken disposal)
    {
        Address = address;
        _http = http;
        Disposal = disposal;
        MaxSendMessageSize = options.MaxSendMessageSize;
        MaxReceiveMessageSize = options.MaxReceiveMessageSize;
        ThrowOperationCanceled = options.ThrowOperationCanceledOnCancellation;
        Credentials = options.Credentials?.CallCredentials;
        Retries = RetrySettings.From(options);
        var gzip = new GzipCompressionProvider(CompressionLevel.Fastest);
        _compression[gzip.EncodingName] = gzip;
        foreach (var provider in options.CompressionProviders ?? [])
            _compression[provider.EncodingName] = provider;
        AcceptEncoding = string.Join(',', _compression.Keys.Prepend(GrpcHeaders.Identity));
    }

    public Uri Address { get; }

    public CancellationToken Disposal { get; }

    public int? MaxSendMessageSize { get; }

    public int? MaxReceiveMessageSize { get; }

    public bool ThrowOperationCanceled { get; }

    public CallCredentials? Credentials { get; }

    public RetrySettings? Retries { get; }

    public string AcceptEncoding { get; }

    public CancellationPool Cancellations { get; } = new();

    public Uri UriOf(IMethod method) => _uris.TryGetValue(method.FullName, out var uri) ? uri : _uris.GetOrAdd(method.FullName, new Uri(Address, method.FullName));

    // HttpClient would read the whole body before it answers.
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _http is HttpClient client
        ? client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
        : _http.SendAsync(request, cancellationToken);

    public ICompressionProvider? Compression(string? encoding) =>
        encoding is not null && _compression.TryGetValue(encoding, out var provider) ? provider : null;
}
