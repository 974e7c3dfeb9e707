using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Flux.Notification.Composition;

/// <summary>Recognizes HTML and makes readable plain text of it, for readers and programs that show no HTML.</summary>
internal static partial class HtmlText
{
    private static readonly HashSet<string> _hidden = new(StringComparer.OrdinalIgnoreCase) { "head", "style", "script", "title", "template" };

    private static readonly HashSet<string> _blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "address", "article", "blockquote", "center", "dd", "div", "dl", "dt", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
        "li", "main", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul",
    };

    private static readonly HashSet<string> _spaced = new(StringComparer.OrdinalIgnoreCase)
    {
        "blockquote", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre", "table", "ul",
    };

    /// <summary>The text is an HTML document or begins with an element of one.</summary>
    public static bool IsHtml(string text) => Beginning().IsMatch(text);

    /// <summary>The visible text: blocks on lines of their own, list items with "- ", cells apart, links with their address behind them.</summary>
    public static string From(string html)
    {
        var writer = new HtmlTextWriter();
        var hidden = "";
        var link = "";
        foreach (Match token in Tokens().Matches(html))
        {
            var tag = token.Groups["tag"].Value;
            var closing = token.Groups["close"].Length > 0;
            if (hidden.Length > 0)
            {
                if (closing && tag.Equals(hidden, StringComparison.OrdinalIgnoreCase))
                    hidden = "";
            }
            else if (token.Groups["text"].Success)
            {
                writer.Text(WebUtility.HtmlDecode(token.Value));
            }
            else if (_hidden.Contains(tag) && !closing)
            {
                hidden = tag;
            }
            else if (tag.Equals("a", StringComparison.OrdinalIgnoreCase))
            {
                if (closing)
                    writer.EndLink(link);
                link = closing ? "" : WebUtility.HtmlDecode(Address().Match(token.Value).Groups["url"].Value);
                if (!closing)
                    writer.BeginLink();
            }
            else
            {
                Structure(writer, tag, closing);
            }
        }

        return writer.ToString();
    }

    private static void Structure(HtmlTextWriter writer, string tag, bool closing)
    {
        switch (tag.ToLowerInvariant())
        {
            case "br":
                writer.NewLine();
                break;
            case "td" or "th":
                if (closing)
                    writer.Gap();
                break;
            case "li" when !closing:
                writer.Block(spaced: false);
                writer.Bullet();
                break;
            default:
                if (_blocks.Contains(tag))
                    writer.Block(_spaced.Contains(tag));
                if (tag.Equals("pre", StringComparison.OrdinalIgnoreCase))
                    writer.Preformatted = !closing;
                if (tag.Equals("hr", StringComparison.OrdinalIgnoreCase))
                    writer.Rule();
                break;
        }
    }

    [GeneratedRegex(@"^\s*<(!doctype\s+html|/?(html|head|body|div|p|span|table|h[1-6]|ul|ol|b|strong|i|em|a|pre|section|article|center|font|br|hr)(\s[^<>]*)?/?>)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Beginning();

    [GeneratedRegex(@"<!--[\s\S]*?(-->|$)|<(?<close>/?)(?<tag>[a-zA-Z][a-zA-Z0-9]*)(""[^""]*""|'[^']*'|[^'"">])*>|<![^>]*>|(?<text>[^<]+|<)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Tokens();

    [GeneratedRegex(@"\bhref\s*=\s*(""(?<url>[^""]*)""|'(?<url>[^']*)'|(?<url>[^\s>]+))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
