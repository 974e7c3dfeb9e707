using System.Text.Json;
using Flux.Contracts.Script.V1;
using Flux.ScriptRunner.Execution;
using Flux.ScriptRunner.Tests.Fixtures;

namespace Flux.ScriptRunner.Tests.Isolation;

/// <summary>Runs hostile scripts and says which got through.</summary>
internal static class CorpusRun
{
    /// <summary>What stops those that only burn time; the others need a fraction of it.</summary>
    public static TimeSpan Wall { get; } = TimeSpan.FromMilliseconds(600);

    /// <summary>Runs all scripts, a few at a time; the names of those that escaped, with what they said.</summary>
    public static async Task<IReadOnlyCollection<string>> EscapesAsync(IEnumerable<KeyValuePair<string, string>> scripts, Func<string, Task<(string? Result, string Said)>> runAsync)
    {
        var escapes = new List<string>();
        await Parallel.ForEachAsync(scripts, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (script, _) =>
        {
            var (result, said) = await runAsync(HostileCorpus.Prelude + script.Value);
            if (!Canaries.IsIn(said) && !HasEscaped(result, said))
                return;
            lock (escapes)
                escapes.Add($"{script.Key}: {said}");
        });
        return escapes;
    }

    public static Task<IReadOnlyCollection<string>> EscapesAsync(SandboxFixture sandbox, string inputs) => EscapesAsync(HostileCorpus.Scripts, async source =>
    {
        var limits = new ScriptLimits { Wall = Wall, Cpu = TimeSpan.FromSeconds(1), Stdout = 1 << 18 };
        var outcome = await sandbox.RunAsync(ScriptKind.Free, source, inputs, limits: limits);
        return (outcome.Result, $"{outcome.Result} {outcome.Failure} {outcome.Stdout[..Math.Min(200, outcome.Stdout.Length)]}");
    });

    /// <summary>Whether the outputs have an <c>escaped</c> that says more than "no", or would have if it were JSON (bytes that were read are not).</summary>
    public static bool HasEscaped(string? result, string said)
    {
        if (result is null)
            return said.Contains("""outputs[\"escaped\"]""", StringComparison.Ordinal);
        using var document = JsonDocument.Parse(result);
        // A forged result is an object, and no more is known about it.
        return document.RootElement.TryGetProperty("outputs", out var outputs) && outputs.ValueKind == JsonValueKind.Object
            && outputs.TryGetProperty("escaped", out var escaped) && escaped.ValueKind is not (JsonValueKind.Null or JsonValueKind.False);
    }
}
