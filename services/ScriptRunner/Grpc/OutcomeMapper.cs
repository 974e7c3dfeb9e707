using System.Text.Json;
using Flux.Contracts.Common.V1;
using Flux.Contracts.Script.V1;
using Flux.ScriptRunner.Execution;
using Google.Protobuf.WellKnownTypes;

namespace Flux.ScriptRunner.Grpc;

// The engine's outcomes in the contract's words.
internal static class OutcomeMapper
{
    public static Completed Completed(ScriptOutcome outcome) =>
        new() { OutputsJson = outcome.Result, Stdout = outcome.Stdout, Usage = Used(outcome.Usage) };

    public static Failed Failed(ScriptOutcome outcome) =>
        new() { Failure = outcome.Failure, Stdout = outcome.Stdout, Usage = Used(outcome.Usage) };

    public static RenderTemplatesResponse Rendered(ScriptOutcome outcome, int count)
    {
        var response = new RenderTemplatesResponse { Failure = outcome.Failure };
        if (outcome.Failure is not null)
            return response;
        using var result = JsonDocument.Parse(outcome.Result!);
        if (result.RootElement.TryGetProperty("texts", out var texts) && texts.ValueKind == JsonValueKind.Array && texts.GetArrayLength() == count)
            response.Texts.AddRange(texts.EnumerateArray().Select(t => t.GetString() ?? ""));
        else
            response.Failure = RunFailure.Protocol("texts that are none", "templates");
        return response;
    }

    public static CheckResponse Checked(ScriptOutcome outcome)
    {
        var response = new CheckResponse { Failure = outcome.Failure };
        if (outcome.Failure is not null)
            return response;
        using var result = JsonDocument.Parse(outcome.Result!);
        if (result.RootElement.GetProperty("failure") is { ValueKind: JsonValueKind.Object } failure)
            response.Failure = FailureText.Parse(System.Text.Encoding.UTF8.GetBytes(failure.GetRawText()));
        foreach (var warning in result.RootElement.GetProperty("warnings").EnumerateArray())
        {
            response.Warnings.Add(new Contracts.Script.V1.Warning
            {
                Line = warning.GetProperty("line").GetInt32(),
                Column = warning.GetProperty("column").GetInt32(),
                Message = warning.GetProperty("message").GetString(),
            });
        }
        return response;
    }

    private static Usage Used(ScriptUsage usage) => new()
    {
        Wall = Duration.FromTimeSpan(usage.Wall),
        Cpu = Duration.FromTimeSpan(usage.Cpu),
        MaxMemoryBytes = usage.MaxMemory,
        Calls = usage.Calls,
    };
}
