using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Flux.Contracts.Script.V1;
using Flux.ScriptRunner.Tests.Fixtures;
using FsCheck;
using FsCheck.Fluent;

namespace Flux.ScriptRunner.Tests.Kinds;

/// <summary>Semantics 1.5: nothing is lost on the way through a script.</summary>
[Collection(SharedSandbox.Name)]
public sealed class ExactnessTests(SandboxFixture sandbox)
{
    [Fact]
    public void Values_ThroughAScript_ComeBackExactly() => Prop.ForAll<long[], NormalFloat[], UnicodeString[]>(Holds).QuickCheckThrowOnFailure();

    private bool Holds(long[] integers, NormalFloat[] floats, UnicodeString[] texts)
    {
        // Integers beyond 64 bits as well; floats as Python writes them, so that 1.0 keeps its point.
        var written = integers.Select(i => ((BigInteger)i * BigInteger.Pow(10, 20)).ToString())
            .Concat(integers.Select(i => i.ToString()))
            .Concat(floats.Select(f => f.Item.ToString("E16", CultureInfo.InvariantCulture)))
            .Concat(texts.Select(t => JsonSerializer.Serialize(t.Item)))
            .Append("true").Append("null").ToList();
        var outcome = sandbox.RunAsync(ScriptKind.Management, "context['copy'] = [v for v in context['v']]", """{"context": {"v": [""" + string.Join(",", written) + "]}}")
            .GetAwaiter().GetResult();
        Assert.True(outcome.Failure is null, outcome.Failure?.ToString());
        using var sent = JsonDocument.Parse($"[{string.Join(",", written)}]");
        using var result = JsonDocument.Parse(outcome.Result!);
        var copy = result.RootElement.GetProperty("context").GetProperty("copy");
        return sent.RootElement.EnumerateArray().Zip(copy.EnumerateArray()).All(pair => IsSame(pair.First, pair.Second)) && copy.GetArrayLength() == written.Count;
    }

    private static bool IsSame(JsonElement sent, JsonElement came) => sent.ValueKind != JsonValueKind.Number
        ? sent.ValueKind == came.ValueKind && sent.ToString() == came.ToString()
        : IsInteger(sent) ? sent.GetRawText() == came.GetRawText() : !IsInteger(came) && sent.GetDouble().Equals(came.GetDouble());

    private static bool IsInteger(JsonElement number) => number.GetRawText().AsSpan().IndexOfAny(".eE") < 0;
}
