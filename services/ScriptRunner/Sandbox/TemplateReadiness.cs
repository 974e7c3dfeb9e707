using Flux.Hosting;

namespace Flux.ScriptRunner.Sandbox;

/// <summary>Ready when Django is installed; its zygote starts with the first template only.</summary>
internal sealed class TemplateReadiness : IReadinessCheck
{
    private const string Django = "/usr/lib/python3/dist-packages/django/__init__.py";

    /// <inheritdoc/>
    public string Name => "templates";

    /// <inheritdoc/>
    public ValueTask<string?> CheckAsync(CancellationToken cancellationToken) =>
        new(File.Exists(Django) ? null : "Django is missing; install the Debian package python3-django");
}
