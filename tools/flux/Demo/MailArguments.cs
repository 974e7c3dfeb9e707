using Flux.Lab.Mail;

namespace Flux.Cli.Demo;

/// <summary>How the notification service is told to send through the demo's mail server.</summary>
internal static class MailArguments
{
    public static IReadOnlyList<string> For(SmtpSink sink) => ["--smtp:host", sink.Host, "--smtp:port", $"{sink.Port}", "--smtp:security", "none", "--mail:from", "flux@example.org"];
}
