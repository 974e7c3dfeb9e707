using Flux.Hosting.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Flux.Hosting;

/// <summary>The last two lines of every service's Program.cs.</summary>
public static class FluxApplicationExtensions
{
    /// <summary>Maps <c>grpc.health.v1</c>, reflection (v1, v1alpha) and, on the HTTP/1.1 port, <c>/healthz</c> and <c>/readyz</c>.</summary>
    public static WebApplication MapFluxDefaults(this WebApplication app)
    {
        app.MapGrpcService<HealthService>();
        app.MapGrpcReflectionService();
        app.MapGet("/healthz", HealthPages.LiveAsync);
        app.MapGet("/readyz", HealthPages.ReadyAsync);
        return app;
    }

    /// <summary>Runs until SIGTERM or SIGINT; with <c>--help</c> prints the options and ends.</summary>
    /// <returns>The process's exit code: 0, or 2 when an option is wrong or a port is taken (one line on stderr says which).</returns>
    public static async Task<int> RunFluxAsync(this WebApplication app)
    {
        await using (app.ConfigureAwait(false))
        {
            if (app.Services.GetService<HelpText>() is { } help)
            {
                await Console.Out.WriteAsync(help.Text()).ConfigureAwait(false);
                return 0;
            }
            try
            {
                StopLimit.Arm(app, app.Services.GetRequiredService<FluxHostOptions>());
                await app.StartFluxAsync().ConfigureAwait(false);
            }
            catch (FluxStartException failure)
            {
                return StartFailure.Report(failure);
            }
            await app.WaitForShutdownAsync().ConfigureAwait(false);
            HostLog.Stopped(app.Logger, app.Environment.ApplicationName);
            return 0;
        }
    }

    /// <summary>Starts and returns; for tests, which run several services in one process.</summary>
    /// <exception cref="FluxStartException">An option is wrong or a port is taken.</exception>
    public static async Task StartFluxAsync(this WebApplication app)
    {
        app.Services.GetRequiredService<KnownOptions>().RejectOthers((IConfigurationRoot)app.Configuration);
        var options = app.Services.GetRequiredService<FluxHostOptions>();
        var service = app.Services.GetRequiredService<FluxService>();
        app.Lifetime.ApplicationStopping.Register(() => HostLog.Stopping(app.Logger, service.AppId, options.DrainTimeout.TotalSeconds));
        try
        {
            await app.StartAsync().ConfigureAwait(false);
        }
        catch (IOException e)
        {
            throw ListenFailure.Describe(e, options);
        }
        catch (System.Net.Sockets.SocketException e)
        {
            throw ListenFailure.Describe(e, options);
        }
        HostLog.Started(app.Logger, service.AppId, app.GrpcAddress(), app.HttpAddress(), Path.GetFullPath(options.Data),
            (long)SinceProcessStart().TotalMilliseconds);
    }

    /// <summary>Where the started service takes gRPC calls; with <c>--port 0</c> the port that was free.</summary>
    public static Uri GrpcAddress(this WebApplication app) => new(app.Urls.First());

    /// <summary>Where the started service answers <c>/healthz</c> and <c>/readyz</c>.</summary>
    public static Uri HttpAddress(this WebApplication app) => new(app.Urls.Last());

    private static TimeSpan SinceProcessStart()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return DateTime.Now - process.StartTime;
    }
}
