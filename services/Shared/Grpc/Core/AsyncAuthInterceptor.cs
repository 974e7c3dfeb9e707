namespace Grpc.Core;

/// <summary>Adds authentication headers to <paramref name="metadata"/>.</summary>
public delegate Task AsyncAuthInterceptor(AuthInterceptorContext context, Metadata metadata);
