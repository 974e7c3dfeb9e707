using System.Collections;
using Microsoft.Extensions.Configuration;

namespace Flux.Hosting.Configuration;

// FLUX_HTTP_PORT is HttpPort; FLUX_DISCOVERY__FLUX_INVENTORY is discovery:flux-inventory.
internal sealed class EnvironmentSource : ConfigurationProvider, IConfigurationSource
{
    private const string Prefix = "FLUX_";

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public override void Load()
    {
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            var name = (string)variable.Key;
            if (name.StartsWith(Prefix, StringComparison.Ordinal))
                Data[OptionName.ToKey(name[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal))] = (string?)variable.Value;
        }
    }
}
