using Flux.Hosting.Configuration;
using Microsoft.Extensions.Configuration;

namespace Flux.Hosting;

// --discovery:flux-inventory http://127.0.0.1:7101, or FLUX_DISCOVERY__FLUX_INVENTORY; else loopback and the default port.
// Several addresses are separated by commas; dns:///inventory:7101 takes all addresses of the name.
internal sealed class DirectDirectory(IConfiguration configuration) : IServiceDirectory
{
    public const string Section = "Discovery";

    public Uri GetAddress(FluxService service) =>
        GetAddresses(service) is [var address] ? address : new Uri($"static:///{service.AppId}");

    public IReadOnlyList<Uri> GetAddresses(FluxService service)
    {
        var text = configuration[$"{Section}:{OptionName.ToKey(service.AppId)}"];
        if (text is null)
            return [new Uri($"http://127.0.0.1:{service.Port}")];
        var parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var addresses = parts.Select(part => Uri.TryCreate(part, UriKind.Absolute, out var address) ? address : null).OfType<Uri>().ToList();
        var single = parts.Length == 1 && addresses is [{ Scheme: "dns" }];
        if (parts.Length > 0 && addresses.Count == parts.Length && (single || addresses.TrueForAll(a => a.Scheme is "http" or "https" && a.Scheme == addresses[0].Scheme)))
            return addresses;
        throw new FluxStartException($"option --{Section.ToLowerInvariant()}:{service.AppId}: '{text}' is no address such as http://127.0.0.1:{service.Port}, no list of them, and no name such as dns:///inventory:{service.Port}");
    }
}
