using System.Text;
using System.Text.Json;

namespace Flux.ScriptRunner.Execution;

/// <summary>A call as channel.py sends it: <c>{"function": "...", "arguments": {...}}</c>.</summary>
internal readonly record struct CallFrame(string Function, string ArgumentsJson)
{
    /// <summary>Reads a call; null when it is not one.</summary>
    public static CallFrame? Parse(ReadOnlySpan<byte> utf8)
    {
        if (JsonText.Fault(utf8, mustBeObject: true) is not null)
            return null;
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = ScriptLimits.MaxDepth });
        reader.Read();
        string? function = null, arguments = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isFunction = reader.ValueTextEquals("function"u8);
            var isArguments = reader.ValueTextEquals("arguments"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            if (isFunction && reader.TokenType == JsonTokenType.String)
                function = reader.GetString();
            else if (isArguments && reader.TokenType == JsonTokenType.StartObject)
            {
                reader.Skip();
                arguments = Encoding.UTF8.GetString(utf8[start..(int)reader.BytesConsumed]);
            }
            else
                return null;
        }
        return function is null || arguments is null ? null : new CallFrame(function, arguments);
    }
}
