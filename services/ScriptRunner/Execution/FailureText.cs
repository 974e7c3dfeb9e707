using System.Text.Json;
using System.Text.Json.Serialization;
using Flux.Contracts.Common.V1;

namespace Flux.ScriptRunner.Execution;

/// <summary>The failure record of failures.py, which a hostile child may have forged: anything odd reads as null.</summary>
internal static class FailureText
{
    private const int MaxText = 64 * 1024;

    public static Failure? Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            if (JsonText.Fault(utf8, mustBeObject: true) is not null || JsonSerializer.Deserialize<Shape>(utf8) is not { } shape)
                return null;
            if (shape.Reason is null || !FailureReasons.IsKnown(shape.Reason))
                return null;
            return new Failure
            {
                Reason = shape.Reason,
                Type = Cut(shape.Type),
                Message = Cut(shape.Message),
                SourceName = Cut(shape.SourceName),
                Line = Math.Max(0, shape.Line),
                Column = Math.Max(0, shape.Column),
                SourceLine = Cut(shape.SourceLine),
                Traceback = Cut(shape.Traceback),
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Cut(string? text) => text is null ? "" : TextCut.At(text, MaxText);

    private sealed record Shape(
        [property: JsonPropertyName("reason")] string? Reason,
        [property: JsonPropertyName("type")] string? Type,
        [property: JsonPropertyName("message")] string? Message,
        [property: JsonPropertyName("source_name")] string? SourceName,
        [property: JsonPropertyName("line")] int Line,
        [property: JsonPropertyName("column")] int Column,
        [property: JsonPropertyName("source_line")] string? SourceLine,
        [property: JsonPropertyName("traceback")] string? Traceback);
}
