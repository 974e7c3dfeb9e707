namespace Flux.Cli.Commands;

/// <summary>Options of flux up that belong to the services: they alone know and check them; here is only whose they are.</summary>
internal static class ServiceOptions
{
    // The first part of an option's name, "smtp" in --smtp:host, says which service has it.
    private static readonly Dictionary<string, string> _owners = new()
    {
        ["smtp"] = "flux-notification",
        ["mail"] = "flux-notification",
        ["sandbox"] = "flux-script",
        ["device"] = "flux-device",
        ["flow"] = "flux-flow",
        ["context"] = "flux-context",
        ["inventory"] = "flux-inventory",
    };

    private static readonly string[] _shared = ["log-level", "drain-timeout", "call-timeout", "max-message-size"];

    /// <summary>The arguments of each service, by app id.</summary>
    /// <exception cref="CliException">An argument is no service's option.</exception>
    public static Dictionary<string, IReadOnlyList<string>> Forward(IReadOnlyList<string> arguments)
    {
        var forwarded = _owners.Values.Distinct().ToDictionary(owner => owner, _ => new List<string>());
        for (var at = 0; at < arguments.Count; at++)
        {
            var name = arguments[at].StartsWith("--", StringComparison.Ordinal) ? arguments[at][2..].Split('=')[0] : "";
            var section = name.Split(':', '-')[0];
            string[] owners = _shared.Contains(name) ? [.. forwarded.Keys] : _owners.TryGetValue(section, out var owner) && name.Length > section.Length ? [owner] : [];
            if (owners.Length == 0)
                throw new CliException($"unknown option or argument '{arguments[at]}'; see ./flux up --help");
            var option = owners.Length > 1 ? arguments[at] : $"--{section}:{arguments[at][(section.Length + 3)..]}";
            var value = at + 1 < arguments.Count && !option.Contains('=') && !arguments[at + 1].StartsWith("--", StringComparison.Ordinal) ? arguments[++at] : null;
            foreach (var target in owners)
                forwarded[target].AddRange(value is null ? [option] : [option, value]);
        }

        return forwarded.Where(service => service.Value.Count > 0).ToDictionary(service => service.Key, service => (IReadOnlyList<string>)service.Value);
    }
}
