using Flux.Contracts.Script.V1;
using Flux.ScriptRunner.Kinds;
using Flux.ScriptRunner.Tests.Fixtures;

namespace Flux.ScriptRunner.Tests.Kinds;

[Collection(SharedSandbox.Name)]
public sealed class KindNamesTests(SandboxFixture sandbox)
{
    // Seed 000, Variable Availability Reference and Available Modules, written out once more on purpose.
    private const string Modules = "json math naturaltime random re ssh_key_generate time";

    [Theory]
    [InlineData(ScriptKind.FlowPreExecution, "elements filter_flow_elements order_flow_elements pause settings " + Modules)]
    [InlineData(ScriptKind.FlowSerial, "context current element elements first flow_variables last pause previous run_flow run_task settings " + Modules)]
    [InlineData(ScriptKind.FlowParallel, "context elements filter_flow_elements flow_variables pause run_flow run_task settings " + Modules)]
    [InlineData(ScriptKind.Condition, "current first flow_context last previous settings " + Modules)]
    [InlineData(ScriptKind.Management, "config context data element flow_context log_message pause settings wait_for_connect " + Modules)]
    [InlineData(ScriptKind.Processing, "config context data element flow_context log_message pause settings wait_for_connect " + Modules)]
    [InlineData(ScriptKind.Model, "boto3 botocore collections context data datetime gcp_bigquery gcp_service_account json math model naturaltime "
        + "output pytz random re settings time timedelta timezone")]
    [InlineData(ScriptKind.Free, "")]
    public async Task Names_OfKind_AreExactlyTheSeeds(ScriptKind kind, string expected)
    {
        var outcome = await sandbox.RunAsync(kind, "print(' '.join(sorted(n for n in list(globals()) if not n.startswith('__'))), end='')\ncondition = True");
        Assert.Null(outcome.Failure);
        Assert.Equal(string.Join(' ', expected.Split(' ').Order(StringComparer.Ordinal)), outcome.Stdout);
        var info = KindCatalog.Find(kind)!;
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal),
            info.Names.Concat(info.Modules).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(ScriptKind.FlowPreExecution, """{"elements":[]}""")]
    [InlineData(ScriptKind.FlowSerial, """{"action_status":null,"action_info":null}""")]
    [InlineData(ScriptKind.FlowParallel, """{"action_status":null,"action_info":null}""")]
    [InlineData(ScriptKind.Management, """{"context":{}}""")]
    [InlineData(ScriptKind.Processing, """{"settings":{},"context":{}}""")]
    [InlineData(ScriptKind.Model, """{"output":{}}""")]
    [InlineData(ScriptKind.Free, """{"outputs":{}}""")]
    public async Task Empty_Source_GivesTheKindsEmptyOutputs(ScriptKind kind, string expected) =>
        OutcomeAssert.Result(expected, await sandbox.RunAsync(kind, ""));
}
