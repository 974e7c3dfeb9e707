using Flux.Contracts.Script.V1;
using Flux.ScriptRunner.Tests.Fixtures;
using Google.Protobuf.WellKnownTypes;

namespace Flux.ScriptRunner.Tests.Isolation;

/// <summary>The corpus once more, over gRPC, against a service that is not root.</summary>
public sealed class UnprivilegedTests(UnprivilegedServer server, Canaries canaries) : IClassFixture<UnprivilegedServer>, IClassFixture<Canaries>
{
    [Fact]
    public async Task Corpus_ServiceNotRoot_IsStopped()
    {
        var inputs = canaries.InputsFor(server.Pid);
        var limits = new Limits { Wall = Duration.FromTimeSpan(CorpusRun.Wall), Cpu = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)), StdoutBytes = 1 << 18 };
        Assert.Empty(await CorpusRun.EscapesAsync(HostileCorpus.Scripts, async source =>
        {
            var response = await server.Client.RunAsync(new RunRequest { Source = source, InputsJson = inputs, Limits = limits });
            return (response.Completed?.OutputsJson, response.ToString());
        }));
        canaries.AssertUntouched();
    }
}
