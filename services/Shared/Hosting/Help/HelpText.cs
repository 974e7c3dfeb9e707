using System.Text;
using Flux.Hosting.Configuration;

namespace Flux.Hosting;

// What a service prints for --help. A process that was asked for it reads no other option, makes no file and opens no port.
internal sealed class HelpText(FluxService service, KnownOptions known)
{
    public static bool IsAsked(string[] args) => Array.Exists(args, arg => arg is "--help" or "-h");

    public string Text()
    {
        var text = new StringBuilder();
        text.AppendLine($"{service.AppId}: {service.Purpose}");
        text.AppendLine();
        text.AppendLine($"usage: {service.AppId} [--OPTION VALUE ...]");
        text.AppendLine();
        text.AppendLine("Each option can be given as an environment variable too; the command line wins. Lists and maps have a name or number after one more ':' (or '__').");
        text.AppendLine();
        foreach (var (name, property) in known.Options)
            Add(text, OptionName.ToArgument(name), OptionName.ToVariable(name), OptionComments.Of(property));
        Add(text, "--discovery:SERVICE", "FLUX_DISCOVERY__SERVICE", $"Where another service is, as in --discovery:flux-inventory http://127.0.0.1:{FluxService.Inventory.Port}. Default: 127.0.0.1 and its own port.");
        Add(text, "--help, -h", null, "Prints this.");
        text.AppendLine();
        text.AppendLine("Other variables: FLUX_SECRET_KEY (the key of stored secrets; by default made in the data directory), DAPR_HTTP_PORT and DAPR_API_TOKEN, and OTEL_EXPORTER_OTLP_ENDPOINT with");
        text.AppendLine("the others of OpenTelemetry. SIGTERM and SIGINT stop the service. Exit codes: 0; 2 when an option is wrong or a port is taken; 3 when stopping hung.");
        return text.ToString();
    }

    private static void Add(StringBuilder text, string option, string? variable, string comment)
    {
        text.AppendLine(variable is null ? $"  {option}" : $"  {option}, {variable}");
        if (comment.Length > 0)
            text.AppendLine($"      {comment}");
    }
}
