using System.Text;

namespace Flux.Hosting.Configuration;

// One option has three spellings: HttpPort in code, --http-port on the command line, FLUX_HTTP_PORT in the environment.
// Configuration keys ignore case, so dropping '-' and '_' makes them one key.
internal static class OptionName
{
    public static string ToKey(string name) => name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);

    public static string ToVariable(string key) =>
        "FLUX_" + ToArgument(key)[2..].Replace(":", "__", StringComparison.Ordinal).Replace('-', '_').ToUpperInvariant();

    public static string ToArgument(string key)
    {
        var text = new StringBuilder("--");
        for (var i = 0; i < key.Length; i++)
        {
            if (char.IsAsciiLetterUpper(key[i]) && i > 0 && key[i - 1] != ':')
                text.Append('-');
            text.Append(char.ToLowerInvariant(key[i]));
        }
        return text.ToString();
    }
}
