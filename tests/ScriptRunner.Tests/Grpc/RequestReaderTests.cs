using Flux.Contracts.Script.V1;
using Flux.Hosting;
using Flux.ScriptRunner.Grpc;
using Flux.ScriptRunner.Sandbox;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;

namespace Flux.ScriptRunner.Tests.Grpc;

public sealed class RequestReaderTests
{
    private static IEnumerable<string> Fields(Start start)
    {
        var error = Assert.Throws<FluxException>(() => RequestReader.Job(start, new SandboxOptions()));
        return error.Details.OfType<BadRequest>().Single().FieldViolations.Select(v => v.Field);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{\"a\": NaN}")]
    [InlineData("{\"context\": {\"a\": \"\\ud800\"}}")]
    [InlineData("{\"context\": []}")]
    [InlineData("{\"contxt\": {}}")]
    [InlineData("{\"element\": 5}")]
    public void Job_BadInputs_NamesTheField(string inputs) =>
        Assert.StartsWith("start.inputs_json", Assert.Single(Fields(new Start { Kind = ScriptKind.Management, InputsJson = inputs })), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"elements": [{"id": 1}, {"context": {}}]}""")]
    [InlineData("""{"elements": [1]}""")]
    [InlineData("""{"elements": [{"id": {}}]}""")]
    [InlineData("""{"elements": [{"id": 1}, {"id": null}]}""")]
    [InlineData("""{"elements": {}}""")]
    public void Job_EntriesWithoutId_NamesTheField(string inputs) =>
        Assert.Equal("start.inputs_json.elements", Assert.Single(Fields(new Start { Kind = ScriptKind.FlowPreExecution, InputsJson = inputs })));

    [Fact]
    public void Job_ManyMistakes_AllAreTold() => Assert.Equal(
        ["start.kind", "start.source", "start.name", "start.limits.wall", "start.limits.memory_bytes", "start.limits.calls"],
        Fields(new Start
        {
            Source = new string('x', (1 << 20) + 1),
            Name = "a\nb",
            Limits = new Limits { Wall = Duration.FromTimeSpan(TimeSpan.FromDays(2)), MemoryBytes = 1, Calls = -1 },
        }));

    [Fact]
    public void Job_NothingSet_TakesDefaults()
    {
        var job = RequestReader.Job(new Start { Kind = ScriptKind.Condition }, new SandboxOptions());
        Assert.Equal(("{}", "script", TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(10), 256L << 20, 1000),
            (job.InputsJson, job.Name, job.Limits.Wall, job.Limits.Cpu, job.Limits.Memory, job.Limits.Calls));
    }

    [Fact]
    public void Check_NoTemplates_IsRefused()
    {
        var error = Assert.Throws<FluxException>(() => RequestReader.Check(new RenderTemplatesRequest { ContextJson = "[]" }));
        Assert.Equal(["templates", "context_json"], error.Details.OfType<BadRequest>().Single().FieldViolations.Select(v => v.Field));
    }
}
