using System.Text.Json;

namespace Flux.ScriptRunner.Execution;

/// <summary>What a call returns to the script, or raises in it.</summary>
/// <param name="IsError">Whether it raises.</param>
/// <param name="Json">The value; of an error, an object with <c>type</c> (a Python exception class) and <c>message</c>.</param>
public readonly record struct CallAnswer(bool IsError, string Json)
{
    /// <summary>Returns a JSON value.</summary>
    public static CallAnswer Value(string json) => new(false, json.Length == 0 ? "null" : json);

    /// <summary>Raises an exception.</summary>
    public static CallAnswer Error(string type, string message) => new(true, JsonSerializer.Serialize(new { type, message }));
}
