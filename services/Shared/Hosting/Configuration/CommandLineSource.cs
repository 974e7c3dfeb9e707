using Microsoft.Extensions.Configuration;

namespace Flux.Hosting.Configuration;

// --name value, --name=value, --section:name value; a name without a value means true.
internal sealed class CommandLineSource(string[] args) : ConfigurationProvider, IConfigurationSource
{
    private readonly Dictionary<string, string> _spelling = new(StringComparer.OrdinalIgnoreCase);

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    // The options as the user wrote them, by key: an error shows what was typed.
    public IReadOnlyDictionary<string, string> Spelling => _spelling;

    public override void Load()
    {
        for (var i = 0; i < args.Length; i++)
        {
            var arg = args[i];
            if (arg.Length < 3 || !arg.StartsWith("--", StringComparison.Ordinal))
                throw new FluxStartException($"unexpected argument '{arg}'; options are written --name value");
            var equals = arg.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? arg[2..] : arg[2..equals];
            string value;
            if (equals >= 0)
                value = arg[(equals + 1)..];
            else if (i + 1 < args.Length && !args[i + 1].StartsWith("--", StringComparison.Ordinal))
                value = args[++i];
            else
                value = "true";
            var key = OptionName.ToKey(name);
            _spelling[key] = "--" + name;
            Data[key] = value;
        }
    }
}
