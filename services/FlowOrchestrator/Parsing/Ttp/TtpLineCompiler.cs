using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Flux.FlowOrchestrator.Common;

namespace Flux.FlowOrchestrator.Parsing.Ttp;

/// <summary>Makes a regular expression of a line: text as it stands, any blanks for blanks, any digits for digits, variables as groups.</summary>
internal static partial class TtpLineCompiler
{
    private static readonly string[] Indicators = ["_start_", "_end_", "_exact_", "_exact_space_"];

    /// <summary>Compiles a line and adds it to its group.</summary>
    /// <exception cref="FormatException">The line uses something that is not supported.</exception>
    public static void Add(TtpGroup group, string text, int number, JsonObject variables)
    {
        var parts = Split(text, number);
        var all = parts.Where(p => p.Variable is not null).Select(p => p.Variable!).ToList();
        // As a variable it would never match, and nobody would know why.
        if (all.FirstOrDefault(v => v.Name.Length > 2 && v.Name[0] == '_' && v.Name[^1] == '_' && v.Name != "_line_" && !Indicators.Contains(v.Name)) is { } unknown)
            throw new FormatException($"line {number}: there is no '{unknown.Name}'; these are: {string.Join(", ", Indicators)}, _line_. For columns under headings take a model of class block");
        foreach (var function in all.SelectMany(v => v.Functions).Where(f => f.Name != "ignore"))
            TtpFunctions.Check(function);
        var sets = all.Where(v => v.Has("set")).ToList();
        if (sets.Count == all.Count && all.Count > 0 && parts.All(p => p.Variable is not null || p.Text.Trim().Length == 0))
        {
            group.Sets.AddRange(sets);
            return;
        }
        var taken = all.Where(v => Takes(v) && v.Name != "ignore").ToList();
        foreach (var variable in taken)
            AddDefault(group, variable);
        var pattern = Expression(parts, taken, all.Any(v => Is(v, "_exact_")), all.Any(v => Is(v, "_exact_space_")), variables);
        var first = group.Lines.Count == 0 && group.Parent is not null;
        var kind = all.Any(v => Is(v, "_end_")) ? TtpLineKind.End : first || group.IsTable || all.Any(v => Is(v, "_start_")) ? TtpLineKind.Start : TtpLineKind.Normal;
        if (group.Parent is null && kind != TtpLineKind.Normal)
            throw new FormatException($"line {number}: _start_ and _end_ belong into a <group>");
        group.Lines.Add(new TtpLine(kind, Pattern.Compile(pattern, number), taken, sets, all.Any(v => Is(v, "_line_")), number));
    }

    private static void AddDefault(TtpGroup group, TtpVariable variable)
    {
        if (variable.Find("default") is { } given)
            group.Defaults[variable.Name] = given.Arguments.Count > 0 ? given.Arguments[0]?.DeepClone() : "None";
        else if (group.Defaults.TryGetValue("", out var all))
            group.Defaults.TryAdd(variable.Name, all?.DeepClone());
    }

    private static string Expression(List<(string Text, TtpVariable? Variable)> parts, List<TtpVariable> taken, bool exact, bool exactSpace, JsonObject variables)
    {
        var pattern = new StringBuilder("^");
        foreach (var (text, variable) in parts)
        {
            if (variable is null)
                pattern.Append(Literal(text, exact, exactSpace));
            else if (variable.Name == "ignore")
                pattern.Append($"(?:{PatternOf(variable, variables)})");
            else if (taken.Contains(variable))
                pattern.Append($"(?<v{taken.IndexOf(variable)}>{PatternOf(variable, variables)})");
        }
        return pattern.Append(@"[\t ]*$").ToString();
    }

    private static string Literal(string text, bool exact, bool exactSpace)
    {
        var pattern = new StringBuilder();
        foreach (Match piece in Piece().Matches(text))
        {
            if (piece.Groups["space"].Success)
                pattern.Append(exactSpace ? piece.Value.Replace(" ", "[ ]", StringComparison.Ordinal) : @"[\t ]+");
            else if (piece.Groups["digits"].Success && !exact)
                pattern.Append(@"\d+");
            else
                pattern.Append(Regex.Escape(piece.Value));
        }
        return pattern.ToString();
    }

    private static string PatternOf(TtpVariable variable, JsonObject variables)
    {
        var patterns = new List<string>();
        if (TtpPatterns.Find(variable.Name) is { } own && variable.Name == "_line_")
            patterns.Add(own);
        foreach (var function in variable.Functions)
        {
            if (TtpPatterns.Find(function.Name) is { } named)
                patterns.Add(named);
            else if (function.Name is "re" or "ignore")
                patterns.Add(Given(function, variables));
        }
        return patterns.Count == 0 ? TtpPatterns.Word : string.Join('|', patterns);
    }

    // The argument is the name of a pattern, the name of a variable of the template, or a pattern.
    private static string Given(TtpFunction function, JsonObject variables)
    {
        var text = function.Text(0) ?? throw new FormatException($"line {function.Line}: {function.Name}() needs a pattern");
        return TtpPatterns.Find(text) ?? Pattern.FromPython(variables.TryGetPropertyValue(text, out var value) ? Json.Text(value) : text);
    }

    private static bool Is(TtpVariable variable, string indicator) => variable.Name == indicator || variable.Has(indicator);

    private static bool Takes(TtpVariable variable) => !Indicators.Contains(variable.Name) && !variable.Has("set");

    private static List<(string Text, TtpVariable? Variable)> Split(string text, int number)
    {
        var parts = new List<(string Text, TtpVariable? Variable)>();
        var at = 0;
        for (var open = text.IndexOf("{{", StringComparison.Ordinal); open >= 0; open = text.IndexOf("{{", at, StringComparison.Ordinal))
        {
            var close = Close(text, open + 2);
            if (close < 0)
                throw new FormatException($"line {number}: '{{{{' is not closed in '{text.Trim()}'");
            var variable = new TtpTokens(text[(open + 2)..close], number).ReadVariable();
            var before = text[at..open];
            // What takes nothing of the line leaves no blank in it either.
            parts.Add((Takes(variable) ? before : before.TrimEnd(), null));
            parts.Add(("", variable));
            at = close + 2;
        }
        parts.Add((text[at..].TrimEnd(), null));
        return [.. parts.Where(p => p.Variable is not null || p.Text.Length > 0)];
    }

    private static int Close(string text, int from)
    {
        var quote = '\0';
        for (var i = from; i < text.Length; i++)
        {
            if (quote != '\0' && text[i] == '\\')
                i++;
            else if (quote != '\0')
                quote = text[i] == quote ? '\0' : quote;
            else if (text[i] is '"' or '\'')
                quote = text[i];
            else if (text[i] == '}' && i + 1 < text.Length && text[i + 1] == '}')
                return i;
        }
        return -1;
    }

    [GeneratedRegex(@"(?<space>[ \t]+)|(?<digits>\d+)|[^ \t\d]+")]
    private static partial Regex Piece();
}
