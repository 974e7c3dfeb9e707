using Flux.Contracts.Common.V1;
using Flux.Hosting;
using Flux.Notification.Catalog;
using Flux.Notification.Rendering;
using Grpc.Core;

namespace Flux.Notification.Composition;

/// <summary>Renders those texts of a mail that are templates, in one call, together with the stored templates that they name.</summary>
internal sealed class PartRenderer(CatalogReader catalog, IMailRenderer renderer, ILogger<PartRenderer> logger)
{
    private static readonly Dictionary<string, string> _none = [];

    /// <summary>All texts in their order, and the stored templates that took part.</summary>
    /// <exception cref="FluxException">FAILED_PRECONDITION with reason TEMPLATE_ERROR, or a limit's, and a <see cref="Failure"/>.</exception>
    public async Task<(IReadOnlyList<string> Texts, IReadOnlyList<TemplateUse> Used)> RenderAsync(MailDraft draft, string? body, IReadOnlyList<MailPart> parts, CancellationToken cancellationToken)
    {
        var open = parts.Where(part => !part.Done).Select(part => part.Text).ToList();
        if (open.Count == 0)
            return ([.. parts.Select(part => part.Text.Source)], []);
        var context = MailContext.With(draft.Message.ContextJson, body, out var overridden);
        if (overridden)
            Log.BodyOverridden(logger, draft.Message.Service);
        var includes = await catalog.IncludesAsync(open.Select(text => text.Source), _none, cancellationToken);
        var result = await renderer.RenderAsync(open, context, includes.Sources, cancellationToken);
        if (result.Failure is { } failure)
            throw TemplateError(failure);
        var rendered = new Queue<string>(result.Texts);
        return ([.. parts.Select(part => part.Done ? part.Text.Source : rendered.Dequeue())], includes.Uses);
    }

    private static FluxException TemplateError(Failure failure)
    {
        var place = failure.SourceName + (failure.Line > 0 ? $", line {failure.Line}" : "");
        var metadata = new Dictionary<string, string> { ["source_name"] = failure.SourceName, ["line"] = $"{failure.Line}" };
        return new FluxException(StatusCode.FailedPrecondition, failure.Reason, $"{(place.Length > 0 ? place : "template")}: {failure.Message}", metadata, failure);
    }
}
