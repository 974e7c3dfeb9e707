namespace Grpc.Core;

/// <summary>Adds headers to a call when it starts.</summary>
public abstract class CallCredentials
{
    /// <summary>Several credentials, applied in order.</summary>
    public static CallCredentials Compose(params CallCredentials[] credentials) => new Composed([.. credentials]);

    /// <summary>Credentials computed by a function.</summary>
    public static CallCredentials FromInterceptor(AsyncAuthInterceptor interceptor) => new Intercepted(interceptor);

    internal abstract Task ApplyAsync(AuthInterceptorContext context, Metadata headers);

    private sealed class Composed(CallCredentials[] parts) : CallCredentials
    {
        internal override async Task ApplyAsync(AuthInterceptorContext context, Metadata headers)
        {
            foreach (var part in parts)
                await part.ApplyAsync(context, headers).ConfigureAwait(false);
        }
    }

    private sealed class Intercepted(AsyncAuthInterceptor interceptor) : CallCredentials
    {
        internal override Task ApplyAsync(AuthInterceptorContext context, Metadata headers) => interceptor(context, headers);
    }
}
