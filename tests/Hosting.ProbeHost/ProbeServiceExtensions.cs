namespace Flux.Hosting.ProbeHost;

public static class ProbeServiceExtensions
{
    public static void AddProbe(this WebApplicationBuilder builder)
    {
        builder.AddFluxOptions<ProbeOptions>("Probe");
        builder.Services.AddSingleton<ProbeEvents>();
        builder.Services.AddFluxClient<Probe.ProbeClient>(FluxService.Inventory);
    }
}
