namespace Flux.Cli.Commands;

/// <summary>Options of flux up that belong to the notification service: it alone knows and checks them.</summary>
internal static class MailOptions
{
    private const string Prefix = "--smtp-";

    /// <summary>The arguments of the notification service.</summary>
    /// <exception cref="CliException">An argument is none of its options.</exception>
    public static Dictionary<string, IReadOnlyList<string>> Forward(IReadOnlyList<string> arguments)
    {
        var forwarded = new List<string>();
        foreach (var argument in arguments)
        {
            var option = argument.StartsWith("--", StringComparison.Ordinal);
            if (option && !argument.StartsWith(Prefix, StringComparison.Ordinal) || !option && (forwarded.Count == 0 || !forwarded[^1].StartsWith("--", StringComparison.Ordinal)))
                throw new CliException($"unknown option or argument '{argument}'; see ./flux up --help");
            forwarded.Add(argument);
        }

        return forwarded.Count == 0 ? [] : new() { ["flux-notification"] = forwarded };
    }
}
