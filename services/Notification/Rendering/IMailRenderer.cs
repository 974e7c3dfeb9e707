namespace Flux.Notification.Rendering;

/// <summary>Renders Django templates. A template's own error is an answer; exceptions mean that the renderer cannot be reached.</summary>
internal interface IMailRenderer
{
    /// <summary>Renders all templates against one context in one call.</summary>
    /// <param name="templates">Rendered in order, each by itself.</param>
    /// <param name="contextJson">JSON object of the names that they see.</param>
    /// <param name="includes">Sources that extends and include may name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<RenderingResult> RenderAsync(
        IReadOnlyList<TemplateText> templates, string contextJson, IReadOnlyDictionary<string, string> includes, CancellationToken cancellationToken);
}
