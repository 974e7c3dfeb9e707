using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Flux.FlowOrchestrator.Common;

namespace Flux.FlowOrchestrator.Parsing.Ttp;

/// <summary>The filters of variables: some change the value, some refuse the match.</summary>
internal static class TtpFunctions
{
    // Read while the line is compiled or when the item is complete; nothing to do with the value itself.
    private static readonly HashSet<string> Elsewhere =
        ["re", "set", "default", "joinmatches", "record", "let", "void", "_start_", "_end_", "_exact_", "_exact_space_", "_line_"];

    private static readonly string[] Names =
    [
        "to_int", "to_float", "to_str", "to_list", "upper", "lower", "capitalize", "title", "strip", "lstrip", "rstrip", "replace", "replaceall", "resub", "resuball",
        "split", "append", "prepend", "truncate", "item", "unrange", "contains", "notcontains", "contains_re", "startswith", "endswith", "startswith_re", "endswith_re",
        "notstartswith_re", "notendswith_re", "exclude", "exclude_re", "equal", "notequal", "isdigit", "notdigit", "greaterthan", "lessthan",
    ];

    // Filters that say nothing without arguments, and how many they need.
    private static readonly Dictionary<string, int> Least = new()
    {
        ["replace"] = 2, ["replaceall"] = 1, ["resub"] = 1, ["resuball"] = 1, ["append"] = 1, ["prepend"] = 1, ["truncate"] = 1, ["item"] = 1,
        ["contains"] = 1, ["notcontains"] = 1, ["contains_re"] = 1, ["startswith"] = 1, ["endswith"] = 1, ["startswith_re"] = 1, ["endswith_re"] = 1,
        ["notstartswith_re"] = 1, ["notendswith_re"] = 1, ["exclude"] = 1, ["exclude_re"] = 1, ["equal"] = 1, ["notequal"] = 1, ["greaterthan"] = 1, ["lessthan"] = 1,
    };

    /// <summary>Refuses what is not supported, arguments that are missing, and patterns that are none.</summary>
    /// <exception cref="FormatException">With the line.</exception>
    public static void Check(TtpFunction function)
    {
        if (function.Name == "macro")
            throw new FormatException($"line {function.Line}: macro() is not supported: use a pyps model, or a processing script after this model");
        if (function.Name is "lookup" or "rlookup" or "gpvlookup" or "geoip_lookup" or "dns" or "rdns")
            throw new FormatException($"line {function.Line}: {function.Name}() is not supported: look the values up in a processing script after this model, or use a pyps model");
        if (!Elsewhere.Contains(function.Name) && !Names.Contains(function.Name) && TtpPatterns.Find(function.Name) is null)
            throw new FormatException($"line {function.Line}: there is no filter '{function.Name}'; these are: {string.Join(", ", Names.Concat(Elsewhere.Where(n => n[0] != '_')))}");
        var least = Least.GetValueOrDefault(function.Name);
        if (function.Arguments.Count < least)
            throw new FormatException($"line {function.Line}: {function.Name}() needs {(least == 1 ? "an argument" : $"{least} arguments")}");
        if (function.Name.EndsWith("_re", StringComparison.Ordinal) || function.Name is "resub" or "resuball")
            Pattern.Compile(function.Text(0) ?? throw new FormatException($"line {function.Line}: {function.Name}() needs a pattern"), function.Line);
    }

    /// <summary>Applies one filter.</summary>
    /// <param name="function">The filter.</param>
    /// <param name="value">The value so far.</param>
    /// <param name="variables">From <c>&lt;vars&gt;</c>: an argument may name one.</param>
    /// <param name="result">The value from here on.</param>
    /// <returns>False when the filter refuses the match.</returns>
    public static bool Apply(TtpFunction function, JsonNode? value, JsonObject variables, out JsonNode? result)
    {
        result = value;
        if (Elsewhere.Contains(function.Name) || TtpPatterns.Find(function.Name) is not null)
            return true;
        var text = Json.Text(value);
        var arguments = function.Arguments.Select(a => Json.Text(a)).Select(a => variables.TryGetPropertyValue(a, out var v) ? Json.Text(v) : a).ToArray();
        if (Holds(function, text, arguments) is { } holds)
            return holds;
        result = Change(function, value, text, arguments);
        return true;
    }

    private static bool? Holds(TtpFunction function, string text, string[] arguments) => function.Name switch
    {
        "contains" => arguments.Any(a => text.Contains(a, StringComparison.Ordinal)),
        "notcontains" or "exclude" => !arguments.Any(a => text.Contains(a, StringComparison.Ordinal)),
        "contains_re" => arguments.Any(a => Regex(function, a).IsMatch(text)),
        "exclude_re" => !arguments.Any(a => Regex(function, a).IsMatch(text)),
        "startswith" => arguments.Any(a => text.StartsWith(a, StringComparison.Ordinal)),
        "endswith" => arguments.Any(a => text.EndsWith(a, StringComparison.Ordinal)),
        "startswith_re" => Regex(function, $"^(?:{arguments[0]})").IsMatch(text),
        "notstartswith_re" => !Regex(function, $"^(?:{arguments[0]})").IsMatch(text),
        "endswith_re" => Regex(function, $"(?:{arguments[0]})$").IsMatch(text),
        "notendswith_re" => !Regex(function, $"(?:{arguments[0]})$").IsMatch(text),
        "equal" => arguments.Contains(text),
        "notequal" => !arguments.Contains(text),
        "isdigit" => text.Trim().Length > 0 && text.Trim().All(char.IsAsciiDigit),
        "notdigit" => text.Trim().Length == 0 || !text.Trim().All(char.IsAsciiDigit),
        "greaterthan" => Compare(text, arguments) > 0,
        "lessthan" => Compare(text, arguments) < 0,
        _ => null,
    };

    private static JsonNode? Change(TtpFunction function, JsonNode? value, string text, string[] arguments) => function.Name switch
    {
        "to_int" => BigInteger.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? JsonNode.Parse(whole.ToString(CultureInfo.InvariantCulture)) : value,
        "to_float" => decimal.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? JsonValue.Create(real) : value,
        "to_str" => text,
        "to_list" => value is JsonArray ? value : new JsonArray(value?.DeepClone()),
        "upper" => text.ToUpperInvariant(),
        "lower" => text.ToLowerInvariant(),
        "capitalize" => text.Length > 0 ? char.ToUpperInvariant(text[0]) + text[1..].ToLowerInvariant() : text,
        "title" => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(text.ToLowerInvariant()),
        "strip" => text.Trim(Characters(arguments)),
        "lstrip" => text.TrimStart(Characters(arguments)),
        "rstrip" => text.TrimEnd(Characters(arguments)),
        "replace" => text.Replace(arguments[0], arguments[1], StringComparison.Ordinal),
        "replaceall" => arguments.Length > 1 ? arguments.Skip(1).Aggregate(text, (t, old) => t.Replace(old, arguments[0], StringComparison.Ordinal)) : text.Replace(arguments[0], "", StringComparison.Ordinal),
        "resub" => Regex(function, arguments[0]).Replace(text, arguments.ElementAtOrDefault(1) ?? "", arguments.Length > 2 ? Count(function, arguments[2]) : 1),
        "resuball" => Regex(function, arguments[0]).Replace(text, arguments.ElementAtOrDefault(1) ?? ""),
        "split" => new JsonArray([.. (arguments.Length > 0 ? text.Split(arguments[0]) : text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Select(p => JsonValue.Create(p))]),
        "append" => text + string.Concat(arguments),
        "prepend" => string.Concat(arguments) + text,
        "truncate" => string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(Count(function, arguments[0]))),
        "item" => Item(value, text, Count(function, arguments[0])),
        "unrange" => Unrange(text, arguments.ElementAtOrDefault(0) ?? "-", arguments.ElementAtOrDefault(1) ?? ","),
        _ => value,
    };

    private static Regex Regex(TtpFunction function, string pattern) => Pattern.Compile(pattern, function.Line);

    private static char[] Characters(string[] arguments) => arguments.Length > 0 ? arguments[0].ToCharArray() : [' ', '\t'];

    // Of variables too, so it is known only now.
    private static int Count(TtpFunction function, string argument)
    {
        const int most = 1_000_000;
        return int.TryParse(argument, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) && Math.Abs((long)count) <= most
            ? count
            : throw new FormatException($"line {function.Line}: {function.Name}() needs a whole number, not '{argument}'");
    }

    private static int Compare(string text, string[] arguments) =>
        decimal.TryParse(text, CultureInfo.InvariantCulture, out var a) && decimal.TryParse(arguments.ElementAtOrDefault(0), CultureInfo.InvariantCulture, out var b) ? a.CompareTo(b) : 0;

    private static JsonNode? Item(JsonNode? value, string text, int index)
    {
        if (value is not JsonArray list)
            return Math.Abs(index) < text.Length ? text[index < 0 ? text.Length + index : index].ToString() : text;
        var place = Math.Clamp(index < 0 ? list.Count + index : index, 0, Math.Max(0, list.Count - 1));
        return list.Count > 0 ? list[place]?.DeepClone() : null;
    }

    // "8,10-13,20" is "8,10,11,12,13,20": what switches say of VLANs. A range that would explode stays as it is.
    private static string Unrange(string text, string range, string join)
    {
        const int most = 10_000;
        var numbers = new List<string>();
        foreach (var part in text.Split(join))
        {
            var ends = part.Split(range);
            if (ends.Length == 2 && int.TryParse(ends[0], out var first) && int.TryParse(ends[1], out var last) && last >= first && last - first < most)
                numbers.AddRange(Enumerable.Range(first, last - first + 1).Select(n => n.ToString(CultureInfo.InvariantCulture)));
            else
                numbers.Add(part);
        }
        return string.Join(join, numbers);
    }
}
