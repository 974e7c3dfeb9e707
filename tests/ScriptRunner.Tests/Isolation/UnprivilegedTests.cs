using System.Text.Json;
using Flux.Contracts.Script.V1;
using Flux.ScriptRunner.Tests.Fixtures;
using Google.Protobuf.WellKnownTypes;

namespace Flux.ScriptRunner.Tests.Isolation;

/// <summary>The corpus once more, over gRPC, against a service that is not root.</summary>
public sealed class UnprivilegedTests(UnprivilegedServer server, Canaries canaries) : IClassFixture<UnprivilegedServer>, IClassFixture<Canaries>
{
    // Those that only cost time have no more to show here.
    private static bool IsOfInterest(string name) => !name.StartsWith("channel/", StringComparison.Ordinal) && !name.StartsWith("memory/", StringComparison.Ordinal)
        && !name.Contains("loop", StringComparison.Ordinal) && !name.Contains("ever", StringComparison.Ordinal);

    [Fact]
    public async Task Corpus_ServiceNotRoot_IsStopped()
    {
        var escaped = new List<string>();
        foreach (var (name, source) in HostileCorpus.Scripts.Where(s => IsOfInterest(s.Key)))
        {
            var response = await server.Client.RunAsync(new RunRequest
            {
                Source = HostileCorpus.Prelude + source,
                InputsJson = canaries.Inputs.Replace($"\"service_pid\":{Environment.ProcessId}", $"\"service_pid\":{server.Pid}", StringComparison.Ordinal),
                Limits = new Limits { Wall = Duration.FromTimeSpan(TimeSpan.FromSeconds(3)), Cpu = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)) },
            });
            if (Canaries.IsIn(response.ToString()) || (response.Completed is { } end && Escaped(end.OutputsJson)))
                escaped.Add(name);
        }
        Assert.Empty(escaped);
        canaries.AssertUntouched();
    }

    private static bool Escaped(string outputs)
    {
        using var document = JsonDocument.Parse(outputs);
        return document.RootElement.GetProperty("outputs").TryGetProperty("escaped", out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.False);
    }
}
