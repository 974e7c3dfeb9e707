using Grpc.Core;
using Grpc.Net.Client.Internal;
using Grpc.Net.Client.Internal.Balancing;

namespace Grpc.Net.Client;

/// <summary>Calls services at one address over shared HTTP/2 connections. Keep one and share it.</summary>
public sealed class GrpcChannel : ChannelBase, IDisposable
{
    private readonly HttpMessageInvoker _http;
    private readonly bool _ownsHttp;
    private readonly CancellationTokenSource _disposal = new();
    private int _disposed;

    private GrpcChannel(Uri address, GrpcChannelOptions options) : base(BalancedChannel.AuthorityOf(address))
    {
        if (options.HttpClient is not null && options.HttpHandler is not null)
            throw new ArgumentException("HttpClient and HttpHandler have been configured. Only one HTTP caller can be specified.", nameof(options));
        _ownsHttp = options.DisposeHttpClient || (options.HttpClient is null && options.HttpHandler is null);
        if (BalancedChannel.IsBalanced(address))
        {
            (_http, address) = BalancedChannel.Create(address, options, _ownsHttp);
        }
        else
        {
            if (options.Credentials is { } credentials && credentials.IsSecure != (address.Scheme == Uri.UriSchemeHttps))
                throw new InvalidOperationException($"Channel is configured with {(credentials.IsSecure ? "secure" : "insecure")} channel credentials and can't use a HttpClient with a '{address.Scheme}' scheme.");
            _http = options.HttpClient ?? new HttpMessageInvoker(options.HttpHandler ?? ChannelHandler.Create(address), _ownsHttp);
        }
        Settings = new ChannelSettings(address, options, _http, _disposal.Token);
    }

    internal ChannelSettings Settings { get; }

    /// <summary>A channel with default options.</summary>
    /// <param name="address">An absolute address, as in <c>http://127.0.0.1:7101</c> or, for all addresses of a name, <c>dns:///inventory:7101</c>.</param>
    public static GrpcChannel ForAddress(string address) => ForAddress(new Uri(address));

    /// <summary>A channel to an address.</summary>
    public static GrpcChannel ForAddress(string address, GrpcChannelOptions channelOptions) => ForAddress(new Uri(address), channelOptions);

    /// <summary>A channel with default options.</summary>
    public static GrpcChannel ForAddress(Uri address) => ForAddress(address, new GrpcChannelOptions());

    /// <summary>A channel to an address.</summary>
    public static GrpcChannel ForAddress(Uri address, GrpcChannelOptions channelOptions)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(channelOptions);
        if (!address.IsAbsoluteUri)
            throw new ArgumentException($"Unable to create a channel with the relative address '{address}'.", nameof(address));
        return new GrpcChannel(address, channelOptions);
    }

    /// <inheritdoc/>
    public override CallInvoker CreateCallInvoker()
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        return new HttpClientCallInvoker(Settings);
    }

    /// <summary>Cancels the calls under way and closes the connections.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _disposal.Cancel();
        // A balancer is the channel's own; it leaves a handler that was given alone.
        if (_ownsHttp || _http is BalancedInvoker)
            _http.Dispose();
    }

    /// <inheritdoc/>
    protected override Task ShutdownAsyncCore()
    {
        Dispose();
        return Task.CompletedTask;
    }
}
