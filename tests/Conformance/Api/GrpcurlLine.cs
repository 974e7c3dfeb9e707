using System.Text.RegularExpressions;

namespace Flux.Conformance.Api;

/// <summary>Writes an example as a person types it.</summary>
internal static partial class GrpcurlLine
{
    /// <summary>The lines for a shell: what must come before, then the call itself.</summary>
    /// <param name="example">The example.</param>
    /// <param name="address">Gives the address of a service by its full name.</param>
    public static IEnumerable<string> Of(ApiExample example, Func<string, string> address)
    {
        foreach (var before in example.Before.SelectMany(before => Of(before, address)))
            yield return before;
        var limit = example.Endless ? "-max-time 5 " : "";
        var line = $"grpcurl -plaintext {limit}-d '{Quote(example.Request)}' {address(example.Service)} {example.Rpc}";
        if (example.Keep.Count == 0)
            yield return line;
        else if (example.Keep.Count == 1)
            yield return $"{example.Keep.First().Key}=$({line} | jq -r .{example.Keep.First().Value})";
        else
            throw new InvalidOperationException($"{example.Rpc}: keep one value");
    }

    // Kept values stand outside the quotes, where the shell fills them in.
    private static string Quote(string request) =>
        Variable().Replace(request.Replace("'", @"'\''", StringComparison.Ordinal), match => $"'{match.Value}'");

    /// <summary>A kept value: $RUN.</summary>
    [GeneratedRegex(@"\$[A-Z][A-Z0-9_]*")]
    public static partial Regex Variable();
}
