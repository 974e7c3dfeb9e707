using System.Text;

namespace Flux.FlowOrchestrator.Parsing.Block;

/// <summary>Keys made of headings, so that templates can name them: <c>IP-Address</c> is <c>ip_address</c>.</summary>
internal static class Keys
{
    /// <summary>Lower case, everything but letters and digits one underscore.</summary>
    public static string Of(string heading)
    {
        var key = new StringBuilder();
        foreach (var c in heading)
        {
            if (char.IsLetterOrDigit(c))
                key.Append(char.ToLowerInvariant(c));
            else if (key.Length > 0 && key[^1] != '_')
                key.Append('_');
        }
        return key.ToString().TrimEnd('_');
    }
}
