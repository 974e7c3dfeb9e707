using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Flux.Hosting;

// The comments of options from the documentation file beside their assembly: one text for those who read the code and for those who ask the program.
internal static partial class OptionComments
{
    // Empty when there is no file, as in a publish that left it out.
    public static string Of(PropertyInfo option)
    {
        var file = Path.ChangeExtension(option.DeclaringType!.Assembly.Location, ".xml");
        if (!File.Exists(file))
            return "";
        var name = $"P:{option.DeclaringType.FullName!.Replace('+', '.')}.{option.Name}";
        var summary = XDocument.Load(file).Descendants("member").FirstOrDefault(member => (string?)member.Attribute("name") == name)?.Element("summary");
        if (summary is null)
            return "";
        foreach (var reference in summary.Descendants("see").ToList())
            reference.ReplaceWith(((string?)reference.Attribute("cref") ?? "").Split('.')[^1]);
        return Spaces().Replace(summary.Value, " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
