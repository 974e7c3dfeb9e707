using Flux.Contracts.Script.V1;

namespace Flux.Notification.Rendering;

/// <summary>Renders in the sandbox of script-runner.</summary>
internal sealed class ScriptRenderer(ScriptService.ScriptServiceClient client) : IMailRenderer
{
    public async Task<RenderingResult> RenderAsync(
        IReadOnlyList<TemplateText> templates, string contextJson, IReadOnlyDictionary<string, string> includes, CancellationToken cancellationToken)
    {
        var request = new RenderTemplatesRequest { ContextJson = contextJson };
        foreach (var template in templates)
            request.Templates.Add(new Template { Name = template.Name, Source = template.Source, Autoescape = template.Autoescape });
        foreach (var (name, source) in includes)
            request.Includes.Add(name, source);
        var response = await client.RenderTemplatesAsync(request, cancellationToken: cancellationToken);
        return new RenderingResult(response.Texts, response.Failure);
    }
}
