using Microsoft.AspNetCore.Builder;

namespace Flux.Hosting;

internal static class FluxServerExtensions
{
    public static void AddFluxServer(this WebApplicationBuilder builder, FluxHostOptions options)
    {
    }
}
