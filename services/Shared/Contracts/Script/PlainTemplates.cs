using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Flux.Contracts.Script.V1;

namespace Flux.Contracts.Script;

/// <summary>
/// Renders without Django, and so without script-runner, what needs neither: text with nothing but <c>{{ a.b }}</c> of names that the context has, down to a text, an integer, a
/// truth or null. Most models and mail subjects are so. Whatever is not exactly that is left to Django, which alone knows what is a mistake. Shared, since who has
/// the context at hand need not send it away for that.
/// </summary>
public static partial class PlainTemplates
{
    private const int LargestText = 1 << 20;
    private const int LongestInteger = 18;
    private const int MaxDepth = 64;

    // Looking a name up costs as much as the context is large, and nothing here has a time limit as a child has.
    private const int MostNames = 100;

    /// <summary>The texts; null when one of the templates needs Django, or the context is none.</summary>
    public static IReadOnlyList<string>? TryRender(RenderTemplatesRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        foreach (var template in request.Templates)
        {
            if (template.Source.Contains("{%", StringComparison.Ordinal) || template.Source.Contains("{#", StringComparison.Ordinal))
                return null;
        }
        try
        {
            using var context = JsonDocument.Parse(request.ContextJson, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return context.RootElement.ValueKind == JsonValueKind.Object ? Render(request, context.RootElement) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or half a character in a text that is asked for. Script-runner says what is wrong with it.
            return null;
        }
    }

    private static List<string>? Render(RenderTemplatesRequest request, JsonElement context)
    {
        var texts = new List<string>(request.Templates.Count);
        var size = 0;
        var names = MostNames;
        foreach (var template in request.Templates)
        {
            if (Render(template, context, ref names) is not { } text)
                return null;
            size += Encoding.UTF8.GetByteCount(text);
            if (size > LargestText)
                return null;
            texts.Add(text);
        }
        return texts;
    }

    private static string? Render(Template template, JsonElement context, ref int names)
    {
        var source = template.Source;
        var next = source.IndexOf("{{", StringComparison.Ordinal);
        if (next < 0)
            return source;
        var text = new StringBuilder(source.Length + 64);
        var begin = 0;
        for (; next >= 0; next = source.IndexOf("{{", begin, StringComparison.Ordinal))
        {
            if (names-- == 0)
                return null;
            var variable = Variable().Match(source, next);
            if (!variable.Success || Value(context, variable.Groups[1].Value, template.Autoescape) is not { } value || text.Length > LargestText)
                return null;
            text.Append(source, begin, next - begin).Append(value);
            begin = next + variable.Length;
        }
        return text.Append(source, begin, source.Length - begin).ToString();
    }

    private static string? Value(JsonElement context, string path, bool autoescape)
    {
        var value = context;
        foreach (var name in path.Split('.'))
        {
            // A name that is not there may still be a method or an index to Django.
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
                return null;
        }
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString() is { } text && !(autoescape && text.AsSpan().ContainsAny("&<>\"'")) ? text : null,
            JsonValueKind.Number => Integer(value.GetRawText()),
            JsonValueKind.True => "True",
            JsonValueKind.False => "False",
            JsonValueKind.Null => "None",
            _ => null,
        };
    }

    // Python writes an integer as it reads it, but for "-0".
    private static string? Integer(string text) =>
        text.Length <= LongestInteger && text != "-0" && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? text : null;

    // No part may begin with an underscore, and the first not with a digit; to Django these are mistakes or numbers.
    [GeneratedRegex(@"\G\{\{ *([A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z0-9][A-Za-z0-9_]*)*) *\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
