using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;

namespace Flux.FlowOrchestrator.Parsing;

/// <summary>
/// XML as JSON: an element with attributes or children is an object of both by local name (repeated ones a list, its text under <c>_value</c>),
/// any other its text. Namespaces are left out: devices are rarely faithful to them.
/// </summary>
internal static class XmlTree
{
    // No document type: it could name files and grow without bound.
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>The document as <c>{"root": ...}</c>.</summary>
    /// <exception cref="XmlException">The text is not well-formed, or has a document type.</exception>
    public static JsonObject Parse(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text.Trim()), Settings);
        var root = XDocument.Load(reader).Root!;
        return new JsonObject { [root.Name.LocalName] = Convert(root) };
    }

    private static JsonNode Convert(XElement element)
    {
        var text = string.Concat(element.Nodes().OfType<XText>().Select(t => t.Value)).Trim();
        var json = new JsonObject();
        foreach (var attribute in element.Attributes().Where(a => !a.IsNamespaceDeclaration))
            json[attribute.Name.LocalName] = attribute.Value;
        foreach (var group in element.Elements().GroupBy(e => e.Name.LocalName))
        {
            var children = group.Select(Convert).ToArray();
            json[group.Key] = children.Length == 1 ? children[0] : new JsonArray([.. children]);
        }
        if (json.Count == 0)
            return JsonValue.Create(text);
        if (text.Length > 0)
            json["_value"] = text;
        return json;
    }
}
