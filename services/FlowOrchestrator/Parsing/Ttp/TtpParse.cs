using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Flux.FlowOrchestrator.Common;

namespace Flux.FlowOrchestrator.Parsing.Ttp;

/// <summary>
/// Goes through an answer line by line with the items that are open, innermost first: a line begins a further item of a group, or belongs to an
/// open one, or begins one of a group within it. Lines that nothing takes are left out. A match that a filter refuses is none.
/// </summary>
internal sealed class TtpParse(TtpTemplate template, ParseBudget budget)
{
    private readonly List<TtpItem> _open = [new TtpItem(template.Root)];
    private readonly JsonObject _recorded = [];
    private int _refused = int.MaxValue;

    /// <summary>Parses an answer.</summary>
    public JsonObject Run(string text)
    {
        Set(_open[0], template.Root.Sets);
        var number = 0;
        foreach (var line in TextLines.Of(text))
        {
            budget.Spend(++number);
            try
            {
                _refused = int.MaxValue;
                // An item that a filter refused ends the one before it all the same: what follows belongs to neither.
                if (line.Length > 0 && !Take(line, anyLine: false) && !Take(line, anyLine: true) && _refused < int.MaxValue)
                    CloseTo(_refused);
            }
            catch (RegexMatchTimeoutException)
            {
                throw budget.Exceeded($"a pattern took more than a second on line {number} of the answer");
            }
        }
        CloseTo(1);
        _open[0].Complete();
        foreach (var (name, variables) in template.ResultVariables)
            _open[0].Found[name] = variables.DeepClone();
        return _open[0].Found;
    }

    private bool Take(string text, bool anyLine)
    {
        for (var depth = _open.Count - 1; depth >= 0; depth--)
        {
            var item = _open[depth];
            if (depth > 0 && Begin(text, item.Group, depth, anyLine))
                return true;
            foreach (var line in item.Group.Lines.Where(l => l.Kind != TtpLineKind.Start && l.IsAnyLine == anyLine))
            {
                if (!Match(line, text, out var values))
                    continue;
                Add(item, line, values);
                if (line.Kind == TtpLineKind.End)
                    CloseTo(depth);
                return true;
            }
            foreach (var child in item.Group.Children)
            {
                if (Begin(text, child, depth + 1, anyLine))
                    return true;
            }
        }
        return false;
    }

    private bool Begin(string text, TtpGroup group, int depth, bool anyLine)
    {
        foreach (var line in group.Lines.Where(l => l.Kind == TtpLineKind.Start && l.IsAnyLine == anyLine))
        {
            if (!Match(line, text, out var values))
            {
                if (values.Length > 0)
                    _refused = Math.Min(_refused, depth);
                continue;
            }
            CloseTo(depth);
            var item = new TtpItem(group);
            _open.Add(item);
            Set(item, group.Sets);
            Add(item, line, values);
            return true;
        }
        return false;
    }

    private bool Match(TtpLine line, string text, out JsonNode?[] values)
    {
        values = [];
        var match = line.Regex.Match(text);
        if (!match.Success)
            return false;
        values = new JsonNode?[line.Variables.Count];
        for (var i = 0; i < values.Length; i++)
        {
            JsonNode? value = match.Groups[$"v{i}"].Value;
            foreach (var function in line.Variables[i].Functions)
            {
                if (!TtpFunctions.Apply(function, value, template.Variables, out value))
                    return false;
            }
            values[i] = value;
        }
        return true;
    }

    private void Add(TtpItem item, TtpLine line, JsonNode?[] values)
    {
        foreach (var (i, variable) in line.Variables.Index())
        {
            if (variable.Find("record") is { } record)
                _recorded[record.Text(0) ?? variable.Name] = values[i]?.DeepClone();
            if (variable.Find("let") is { Arguments.Count: > 0 } let)
                item.Found[let.Arguments.Count > 1 ? let.Text(0)! : variable.Name] = Known(let.Arguments[^1]);
            if (!variable.Has("void") && variable.Find("let") is not { Arguments.Count: 1 })
                item.Add(variable, values[i]);
        }
        Set(item, line.Sets);
    }

    private void Set(TtpItem item, IEnumerable<TtpVariable> sets)
    {
        foreach (var variable in sets)
            item.Add(variable, variable.Find("set") is { Arguments.Count: > 0 } set ? Known(set.Arguments[0]) : null);
    }

    // A text that names something recorded or declared stands for its value.
    private JsonNode? Known(JsonNode? argument)
    {
        if (argument is not JsonValue value || !value.TryGetValue<string>(out var name))
            return argument?.DeepClone();
        return (_recorded.TryGetPropertyValue(name, out var found) || template.Variables.TryGetPropertyValue(name, out found) ? found : argument)?.DeepClone();
    }

    private void CloseTo(int depth)
    {
        while (_open.Count > depth)
        {
            var item = _open[^1];
            _open.RemoveAt(_open.Count - 1);
            if (item.Complete())
                item.PutInto(_open[^1].Found);
        }
    }
}
