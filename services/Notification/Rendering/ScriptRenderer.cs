using Flux.Contracts.Script;
using Flux.Contracts.Script.V1;

namespace Flux.Notification.Rendering;

/// <summary>Renders in the sandbox of script-runner; what is nothing but plain names needs no trip there.</summary>
internal sealed class ScriptRenderer(ScriptService.ScriptServiceClient client) : IMailRenderer
{
    // As many as script-runner takes in one call; only a bundle under check has more.
    private const int MaxTemplates = 100;

    public async Task<RenderingResult> RenderAsync(
        IReadOnlyList<TemplateText> templates, string contextJson, IReadOnlyDictionary<string, string> includes, CancellationToken cancellationToken)
    {
        var texts = new List<string>(templates.Count);
        foreach (var chunk in templates.Chunk(MaxTemplates))
        {
            var request = new RenderTemplatesRequest { ContextJson = contextJson };
            foreach (var template in chunk)
                request.Templates.Add(new Template { Name = template.Name, Source = template.Source, Autoescape = template.Autoescape });
            foreach (var (name, source) in includes)
                request.Includes.Add(name, source);
            if (PlainTemplates.TryRender(request) is { } plain)
            {
                texts.AddRange(plain);
                continue;
            }

            var response = await client.RenderTemplatesAsync(request, cancellationToken: cancellationToken);
            if (response.Failure is { } failure)
                return new RenderingResult([], failure);
            texts.AddRange(response.Texts);
        }

        return new RenderingResult(texts, null);
    }
}
