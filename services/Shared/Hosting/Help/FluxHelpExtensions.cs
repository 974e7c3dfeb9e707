using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Flux.Hosting;

/// <summary>Help of the services' executables.</summary>
public static class FluxHelpExtensions
{
    /// <summary>Whether the process was started with <c>--help</c> and only prints: what is added to it must declare its options, and neither open nor make anything.</summary>
    public static bool OnlyHelps(this WebApplicationBuilder builder) => builder.Services.Any(service => service.ServiceType == typeof(HelpText));
}
