namespace Flux.Notification.Rendering;

/// <summary>A Django template to render.</summary>
/// <param name="Name">Shown in failures: "service noc-mail / subject".</param>
/// <param name="Source">Its text.</param>
/// <param name="Autoescape">Escape HTML in variables.</param>
internal sealed record TemplateText(string Name, string Source, bool Autoescape)
{
    /// <summary>The text has no template syntax, so rendering would give it back as it is.</summary>
    public bool IsPlain => !Source.Contains("{{", StringComparison.Ordinal) && !Source.Contains("{%", StringComparison.Ordinal) && !Source.Contains("{#", StringComparison.Ordinal);
}
