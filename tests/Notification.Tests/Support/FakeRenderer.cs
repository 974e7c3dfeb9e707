using System.Text.Json;
using System.Text.RegularExpressions;
using Flux.Contracts.Common.V1;
using Flux.Notification.Rendering;
using Grpc.Core;

namespace Flux.Notification.Tests.Support;

/// <summary>Stands for script-runner: replaces {{ name }} by a top-level value; "{% bad" is a syntax error; {% include "x" %} works.</summary>
internal sealed partial class FakeRenderer : IMailRenderer
{
    /// <summary>Contexts of the calls so far.</summary>
    public List<string> Contexts { get; } = [];

    /// <summary>Templates of the calls so far.</summary>
    public List<IReadOnlyList<TemplateText>> Calls { get; } = [];

    public bool Unreachable { get; set; }

    public Task<RenderingResult> RenderAsync(
        IReadOnlyList<TemplateText> templates, string contextJson, IReadOnlyDictionary<string, string> includes, CancellationToken cancellationToken)
    {
        if (Unreachable)
            throw new RpcException(new Status(StatusCode.Unavailable, "connection refused"));
        lock (Calls)
        {
            Contexts.Add(contextJson);
            Calls.Add(templates);
        }

        var bad = templates.FirstOrDefault(template => template.Source.Contains("{% bad", StringComparison.Ordinal));
        if (bad is not null)
            return Task.FromResult(new RenderingResult([], new Failure { Reason = "TEMPLATE_ERROR", Type = "TemplateSyntaxError", Message = "Invalid block tag: 'bad'", SourceName = bad.Name, Line = 1 }));
        using var context = JsonDocument.Parse(contextJson);
        var root = context.RootElement;
        return Task.FromResult(new RenderingResult([.. templates.Select(template => Render(template.Source, template.Autoescape, root, includes))], null));
    }

    private static string Render(string source, bool escape, JsonElement context, IReadOnlyDictionary<string, string> includes) =>
        Variables().Replace(Includes().Replace(source, match => includes[match.Groups[1].Value]), match =>
        {
            var value = context.TryGetProperty(match.Groups[1].Value, out var found) ? found.ToString() : "";
            return escape ? System.Net.WebUtility.HtmlEncode(value) : value;
        });

    [GeneratedRegex(@"\{\{\s*(\w+)\s*\}\}")]
    private static partial Regex Variables();

    [GeneratedRegex(@"\{%\s*include\s+""([^""]+)""\s*%\}")]
    private static partial Regex Includes();
}
