namespace Grpc.Core;

/// <summary>TLS with the platform's roots; client certificates are set on the HTTP handler.</summary>
public sealed class SslCredentials : ChannelCredentials
{
    internal override bool IsSecure => true;
}
