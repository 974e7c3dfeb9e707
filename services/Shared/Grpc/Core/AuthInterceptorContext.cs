namespace Grpc.Core;

/// <summary>The call that credentials are asked for.</summary>
public class AuthInterceptorContext(string serviceUrl, string methodName)
{
    /// <summary>A context with a token.</summary>
    public AuthInterceptorContext(string serviceUrl, string methodName, CancellationToken cancellationToken) : this(serviceUrl, methodName) =>
        CancellationToken = cancellationToken;

    /// <summary>Address and service.</summary>
    public string ServiceUrl { get; } = serviceUrl;

    /// <summary>The method's name without its service.</summary>
    public string MethodName { get; } = methodName;

    /// <summary>Ends with the call.</summary>
    public CancellationToken CancellationToken { get; }
}
