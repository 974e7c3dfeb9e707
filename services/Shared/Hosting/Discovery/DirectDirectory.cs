using Flux.Hosting.Configuration;
using Microsoft.Extensions.Configuration;

namespace Flux.Hosting;

// --discovery:flux-inventory http://127.0.0.1:7101, or FLUX_DISCOVERY__FLUX_INVENTORY; else loopback and the default port.
internal sealed class DirectDirectory(IConfiguration configuration) : IServiceDirectory
{
    public const string Section = "Discovery";

    public Uri GetAddress(FluxService service)
    {
        var text = configuration[$"{Section}:{OptionName.ToKey(service.AppId)}"];
        if (text is null)
            return new Uri($"http://127.0.0.1:{service.Port}");
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            return address;
        throw new FluxStartException($"option --{Section.ToLowerInvariant()}:{service.AppId}: '{text}' is no address such as http://127.0.0.1:{service.Port}");
    }
}
