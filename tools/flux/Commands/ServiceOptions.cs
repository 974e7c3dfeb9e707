using Flux.Hosting;

namespace Flux.Cli.Commands;

/// <summary>Options of flux up that belong to the services: they alone know and check them; here is only whose they are.</summary>
internal static class ServiceOptions
{
    // By section: the first part of "smtp:host".
    private static readonly Dictionary<string, string> _sections = new()
    {
        ["smtp"] = "flux-notification",
        ["mail"] = "flux-notification",
        ["sandbox"] = "flux-script",
        ["flow"] = "flux-flow",
    };

    private static readonly string[] _device = ["platforms", "host-key-policy", "max-sessions", "max-logins", "max-logins-per-device", "session-idle", "group-limits"];

    private static readonly string[] _all = [.. FluxService.All.Select(service => service.AppId)];

    private static readonly string[] _shared = ["log-level", "call-timeout", "max-message-size"];

    /// <summary>The arguments of each service, by app id.</summary>
    /// <exception cref="CliException">An argument is no service's option.</exception>
    public static Dictionary<string, IReadOnlyList<string>> Forward(IReadOnlyList<string> arguments)
    {
        var forwarded = _all.ToDictionary(service => service, _ => new List<string>());
        for (var at = 0; at < arguments.Count; at++)
        {
            var (owners, option) = Owners(arguments[at]);
            var value = at + 1 < arguments.Count && !option.Contains('=') && !arguments[at + 1].StartsWith("--", StringComparison.Ordinal) ? arguments[++at] : null;
            foreach (var owner in owners)
                forwarded[owner].AddRange(value is null ? [option] : [option, value]);
        }

        return forwarded.Where(service => service.Value.Count > 0).ToDictionary(service => service.Key, service => (IReadOnlyList<string>)service.Value);
    }

    // Whose an option is, and its name as the service spells it: --smtp-host is --smtp:host.
    private static (string[] Owners, string Option) Owners(string argument)
    {
        var name = argument.StartsWith("--", StringComparison.Ordinal) ? argument[2..].Split('=')[0] : "";
        var section = name.Split(':', '-')[0];
        if (_shared.Contains(name))
            return (_all, argument);
        if (_device.Contains(name))
            return (["flux-device"], argument);
        if (name.Length > section.Length + 1 && _sections.TryGetValue(section, out var owner))
            return ([owner], $"--{section}:{argument[(section.Length + 3)..]}");
        throw new CliException($"unknown option or argument '{argument}'; see ./flux up --help");
    }
}
