using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;

namespace Flux.FlowOrchestrator.Parsing.Ttp;

/// <summary>Reads the expressions between braces and the Python literals of templates; runs nothing.</summary>
internal sealed class TtpTokens(string text, int line)
{
    private int _at;

    /// <summary>Reads <c>name | filter | filter(arguments)</c>; the name may have arguments itself (<c>ignore("\d+")</c>).</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public TtpVariable ReadVariable()
    {
        var functions = new List<TtpFunction>();
        var name = ReadCall();
        if (name.Arguments.Count > 0)
            functions.Add(name);
        while (Take('|'))
            functions.Add(ReadCall());
        if (!AtEnd)
            throw Wrong("'|' or '}}'");
        return new TtpVariable(name.Name, functions, line);
    }

    /// <summary>Reads one literal to the end: string, number, True, False, None, list or dict.</summary>
    public JsonNode? ReadLiteral()
    {
        var value = ReadValue();
        return AtEnd ? value : throw Wrong("the end");
    }

    private bool AtEnd
    {
        get
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
                _at++;
            return _at >= text.Length;
        }
    }

    private TtpFunction ReadCall()
    {
        var name = ReadName();
        var arguments = new List<JsonNode?>();
        if (Take('('))
        {
            while (!Take(')'))
            {
                arguments.Add(ReadArgument());
                if (!Take(',') && !Peek(')'))
                    throw Wrong("',' or ')'");
            }
        }
        return new TtpFunction(name, arguments, line);
    }

    // A bare word is a name of Python's or of a template variable; both travel as text. A keyword's own name says nothing that its place does not.
    private JsonNode? ReadArgument()
    {
        var before = _at;
        if (!AtEnd && (char.IsLetter(text[_at]) || text[_at] == '_') && !IsRawString())
        {
            var word = ReadName();
            if (Take('='))
                return ReadValue();
            if (word is not ("True" or "False" or "None"))
                return word;
            _at = before;
        }
        return ReadValue();
    }

    private JsonNode? ReadValue()
    {
        if (AtEnd)
            throw Wrong("a value");
        var c = text[_at];
        if (c is '"' or '\'' || IsRawString())
            return ReadString();
        if (Take('['))
            return ReadList(']');
        if (Take('('))
            return ReadList(')');
        if (Take('{'))
            return ReadDict();
        if (char.IsDigit(c) || c is '-' or '+')
            return ReadNumber();
        return ReadName() switch
        {
            "True" => true,
            "False" => false,
            "None" => null,
            var other => throw new FormatException($"line {line}: '{other}' is no literal; use a string, a number, True, False, None, a list or a dict"),
        };
    }

    private JsonArray ReadList(char end)
    {
        var list = new JsonArray();
        while (!Take(end))
        {
            list.Add(ReadValue());
            if (!Take(',') && !Peek(end))
                throw Wrong($"',' or '{end}'");
        }
        return list;
    }

    private JsonObject ReadDict()
    {
        var dict = new JsonObject();
        while (!Take('}'))
        {
            var key = Common.Json.Text(ReadValue());
            if (!Take(':'))
                throw Wrong("':'");
            dict[key] = ReadValue();
            if (!Take(',') && !Peek('}'))
                throw Wrong("',' or '}'");
        }
        return dict;
    }

    private JsonNode ReadNumber()
    {
        var start = _at++;
        while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] == '.'))
            _at++;
        var number = text[start.._at];
        if (BigInteger.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return JsonNode.Parse(whole.ToString(CultureInfo.InvariantCulture))!;
        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? JsonValue.Create(real) : throw Wrong("a number");
    }

    private bool IsRawString() => _at + 1 < text.Length && text[_at] is 'r' or 'R' && text[_at + 1] is '"' or '\'';

    private string ReadString()
    {
        var raw = text[_at] is 'r' or 'R';
        if (raw)
            _at++;
        var quote = text[_at++];
        var value = new StringBuilder();
        for (; _at < text.Length && text[_at] != quote; _at++)
        {
            if (text[_at] != '\\' || _at + 1 >= text.Length)
            {
                value.Append(text[_at]);
                continue;
            }
            var next = text[++_at];
            // Python keeps an escape that it does not know; patterns live on that.
            value.Append((raw, next) switch
            {
                (false, 'n') => "\n",
                (false, 't') => "\t",
                (false, '\\' or '\'' or '"') => next.ToString(),
                _ => "\\" + next,
            });
        }
        if (_at >= text.Length)
            throw new FormatException($"line {line}: a string is not closed");
        _at++;
        return value.ToString();
    }

    private string ReadName()
    {
        if (AtEnd)
            throw Wrong("a name");
        var start = _at;
        while (_at < text.Length && (char.IsLetterOrDigit(text[_at]) || text[_at] is '_' or '.' or '-'))
            _at++;
        return _at > start ? text[start.._at] : throw Wrong("a name");
    }

    private bool Peek(char c) => !AtEnd && text[_at] == c;

    private bool Take(char c)
    {
        if (!Peek(c))
            return false;
        _at++;
        return true;
    }

    private FormatException Wrong(string expected) =>
        new($"line {line}: {expected} is expected {(AtEnd ? "at the end of" : $"before '{text[_at..Math.Min(text.Length, _at + 20)]}' in")} '{text.Trim()}'");
}
