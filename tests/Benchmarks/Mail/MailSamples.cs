using Flux.Contracts.Notification.V1;
using Flux.Contracts.Script.V1;

namespace Flux.Benchmarks.Mail;

/// <summary>The mail that is measured: an HTML report of 1 KB.</summary>
internal static class MailSamples
{
    /// <summary>What templates see.</summary>
    public const string Context = """{"element": {"name": "r1", "vrf": "mgmt"}, "interfaces": [{"name": "Gi0/1", "description": "up & running", "up": true}, {"name": "Gi0/2"}]}""";

    /// <summary>An HTML template of 1 KB.</summary>
    public static string Html { get; } = ("<html><body><h1>{{ element.name|upper }}</h1><table>{% for i in interfaces %}<tr><td>{{ i.name }}</td><td>{{ i.description|default:'none' }}</td>"
        + "<td>{% if i.up %}up{% else %}down{% endif %}</td></tr>{% endfor %}</table>"
        + string.Concat(Enumerable.Range(0, 8).Select(i => $"<p>ntp server 10.0.0.{i} in {{{{ element.vrf }}}}, logging host 10.0.1.{i}</p>")) + "</body></html>").PadRight(1024);

    /// <summary>The same for script-runner alone.</summary>
    public static RenderTemplatesRequest Rendering { get; } = new()
    {
        ContextJson = Context,
        Templates = { new Template { Name = "report", Source = Html, Autoescape = true } },
    };

    /// <summary>A service that shows it.</summary>
    public static ApplyNotificationRequest Bundle { get; } = new()
    {
        Services = { new EmailService { Name = "report", CustomTo = "noc@example.org", Subject = "report of {{ element.name }}", Template = "report" } },
        Templates = { new EmailTemplate { Name = "report", Html = Html } },
    };
}
