namespace Grpc.Core;

/// <summary>How a channel's connections are secured.</summary>
public abstract class ChannelCredentials
{
    /// <summary>Plain text.</summary>
    public static ChannelCredentials Insecure { get; } = new InsecureCredentials();

    /// <summary>TLS with the platform's roots.</summary>
    public static ChannelCredentials SecureSsl { get; } = new SslCredentials();

    /// <summary>A channel's credentials together with credentials for each call.</summary>
    public static ChannelCredentials Create(ChannelCredentials channelCredentials, CallCredentials callCredentials) =>
        new Combined(channelCredentials, callCredentials);

    internal virtual bool IsSecure => false;

    internal virtual CallCredentials? CallCredentials => null;

    private sealed class InsecureCredentials : ChannelCredentials;

    private sealed class Combined(ChannelCredentials channel, CallCredentials call) : ChannelCredentials
    {
        internal override bool IsSecure => channel.IsSecure;

        internal override CallCredentials? CallCredentials => call;
    }
}
