using Flux.Hosting;

namespace Flux.ScriptRunner.Sandbox;

/// <summary>Ready when Django is installed; the self-test of its zygote is waited for by the first template, not here.</summary>
internal sealed class TemplateReadiness(ScriptSandbox sandbox) : IReadinessCheck
{
    private const string Django = "/usr/lib/python3/dist-packages/django/__init__.py";

    public static bool IsInstalled => File.Exists(Django);

    /// <inheritdoc/>
    public string Name => "templates";

    /// <inheritdoc/>
    public ValueTask<string?> CheckAsync(CancellationToken cancellationToken) =>
        new(IsInstalled ? sandbox.TemplateFault : "Django is missing; install the Debian package python3-django");
}
