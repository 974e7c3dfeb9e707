using Flux.Notification.Rendering;

namespace Flux.Notification.Composition;

/// <summary>A text of a mail.</summary>
/// <param name="Text">Its template, or its finished text.</param>
/// <param name="Done">Not to be rendered: rendered by the caller, or without template syntax.</param>
internal sealed record MailPart(TemplateText Text, bool Done)
{
    /// <summary>A template, unless it has no template syntax.</summary>
    public static MailPart Template(string name, string source, bool autoescape)
    {
        var text = new TemplateText(name, source, autoescape);
        return new MailPart(text, text.IsPlain);
    }

    /// <summary>What the caller rendered, or else the service's template.</summary>
    public static MailPart Of(bool given, string text, string template, string name, bool autoescape) =>
        given ? new MailPart(new TemplateText(name, text, autoescape), true) : Template(name, template, autoescape);
}
