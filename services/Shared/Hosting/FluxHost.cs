using Flux.Hosting.Configuration;
using Flux.Hosting.Logging;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Flux.Hosting;

/// <summary>Starts one of the services with everything that all six have in common.</summary>
public static class FluxHost
{
    /// <summary>A builder with options, logging, Kestrel, gRPC server defaults and discovery; see <see cref="FluxHostOptions"/> for the arguments.</summary>
    /// <param name="args">The command line: <c>--name value</c> or <c>--name=value</c>; environment variables <c>FLUX_NAME</c> do the same. <c>--help</c> prints them.</param>
    /// <param name="service">Which service this process is.</param>
    /// <exception cref="FluxStartException">An argument is malformed or the data directory cannot be made; the process then ends with code 2.</exception>
    public static WebApplicationBuilder CreateBuilder(string[] args, FluxService service)
    {
        StartFailure.ReportInOneLine();
        // The empty builder: no appsettings.json watchers, no user secrets, no IIS, a third less memory than the default one.
        // Nothing is read from the content root; by default it is the current folder, which the service's user may not be allowed to open.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = service.AppId, ContentRootPath = AppContext.BaseDirectory });
        var help = HelpText.IsAsked(args);
        if (!help)
        {
            IConfigurationBuilder configuration = builder.Configuration;
            configuration.Add(new EnvironmentSource());
            configuration.Add(new CommandLineSource(args));
        }

        var known = new KnownOptions();
        builder.Services.AddSingleton(known);
        builder.Services.AddSingleton(service);
        var options = builder.AddFluxOptions<FluxHostOptions>("").Complete(service);
        known.AddPrefix(DirectDirectory.Section);
        if (help)
            builder.Services.AddSingleton<HelpText>();
        else
            DataDirectory.Ensure(options.Data);

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IServiceDirectory>(options.Sidecar is null ? new DirectDirectory(builder.Configuration) : new DaprDirectory(new Uri(options.Sidecar)));
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(o => o.ShutdownTimeout = options.ShutdownPause + options.DrainTimeout);
        builder.Services.AddHostedService<ShutdownPause>();
        builder.Logging.AddFluxConsole(options.LogLevel);
        builder.Services.AddFluxTelemetry(service);
        builder.AddFluxServer(options, builder.AddFluxOptions<TlsOptions>("Tls"));
        return builder;
    }
}
