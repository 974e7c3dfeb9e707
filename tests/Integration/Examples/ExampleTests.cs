using System.Text.Json;
using Flux.Cli.Apply;
using Flux.Cli.Demo;
using Flux.Cli.Yaml;
using Flux.Contracts.Flow.V1;
using Flux.Contracts.Inventory.V1;
using Flux.Hosting;
using Flux.Integration.Support;
using Task = System.Threading.Tasks.Task;

namespace Flux.Integration.Examples;

/// <summary>Each documented example, applied and run as its first lines say.</summary>
[Collection(OneSuite.Name)]
public sealed class ExampleTests(RunningSuite suite, ExampleFixture examples) : IClassFixture<ExampleFixture>
{
    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(ExampleFixture.Folder, "*.yaml").Select(f => Path.GetFileName(f)).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Example_Copied_NeedsNoValueToBeRead(string file)
    {
        var errors = new SourceErrors(file);
        BundleReader.Read(File.ReadAllText(Path.Combine(ExampleFixture.Folder, file)), new Substitution(new Dictionary<string, string>(), _ => null), errors);
        Assert.Empty(errors.All);
    }

    [Fact]
    public async Task Facts_AllDevices_WritesWhatItFoundIntoTheInventory()
    {
        var outcome = await RunAsync("facts.yaml", "example-facts");

        Assert.Equal(3, outcome.Run.CompletedCount);
        Assert.All(outcome.Tasks, task =>
        {
            var saved = Result(task, "element_data_mapped");
            Assert.Matches(@"^\d+\.\d+", saved.GetProperty("facts.kernel").GetString());
            Assert.True(saved.GetProperty("facts.memory_kb").GetInt64() > 100_000);
            Assert.True(saved.GetProperty("facts.interfaces").GetInt64() > 0);
            Assert.Empty(task.Warnings);
        });
    }

    [Fact]
    public async Task ConfigBackupAndAudit_ChangedConfiguration_IsStoredWithItsDifferenceAndAudited()
    {
        foreach (var name in Names)
            await WriteAsync(name, $"hostname {name}\nntp server 192.0.2.10\nservice password-encryption\ninterface eth0\n mtu 1500\ninterface eth1\n");
        Assert.Equal(["first backup", "first backup", "first backup"], Infos(await RunAsync("config-backup.yaml", "example-backup")));
        Assert.Equal(["no change", "no change", "no change"], Infos(await RunAsync("config-backup.yaml", "example-backup")));
        await WriteAsync("example-r2", "hostname other\ninterface eth0\n mtu 1500\ninterface eth1\n");

        Assert.Equal(["no change", "4 lines differ", "no change"], Infos(await RunAsync("config-backup.yaml", "example-backup")));
        var diff = await Configurations.DiffConfigurationsAsync(new DiffConfigurationsRequest { ElementId = await IdAsync("example-r2"), Section = "running" });
        Assert.Contains("-ntp server 192.0.2.10", diff.Diff, StringComparison.Ordinal);
        Assert.Equal((1, 3), (diff.AddedLines, diff.RemovedLines));

        var audit = await RunAsync("compliance-audit.yaml", "example-audit");
        Assert.Equal(["100 % of the checks passed", "25 % of the checks passed", "100 % of the checks passed"], Infos(audit));
        Assert.Equal(["ok", "warning", "ok"], ByElement(audit).Select(t => t.ActionStatus));
        Assert.Equal(new[] { true, false, true }, ByElement(audit).Select(t => Result(t, "element_data_mapped").GetProperty("audit.approved").GetBoolean()));
        var stored = (await Configurations.GetConfigurationAsync(new GetConfigurationRequest { ElementId = await IdAsync("example-r2"), Section = "running" })).Configuration;
        Assert.Equal((25, false, 75, "hostname other"), (stored.AuditValue, stored.Approved, stored.RequiredApprovementPercentage, stored.Text.Split('\n')[0]));
        Assert.Equal(5, JsonDocument.Parse(stored.ChecksJson).RootElement.GetArrayLength());
    }

    [Fact]
    public async Task SoftwareUpgrade_OneDeviceHasItAlready_InstallsOnTheOthersOneByOne()
    {
        await File.WriteAllTextAsync(Path.Combine(examples.State, "example-r2.version"), "2.0\n");

        var outcome = await RunAsync("software-upgrade.yaml", "example-upgrade");

        Assert.Equal(["example-r3", "example-r1", "example-r2"], outcome.Elements.OrderBy(e => e.Index).Select(e => e.ElementName));
        Assert.Equal([WorkState.Completed, WorkState.Completed, WorkState.Skipped], outcome.Tasks.Where(t => t.Task == "upgrade-install").Select(t => t.State));
        Assert.Equal(["runs 2.0", "runs 2.0", "runs 2.0"], outcome.Tasks.Where(t => t.Task == "upgrade-verify").Select(t => t.ActionInfo));
    }

    [Fact]
    public async Task RollingReboot_TwoDevicesOfOneSite_AreNeverAtWorkTogether()
    {
        var outcome = await RunAsync("rolling-reboot.yaml", "example-reboot");

        var siteA = ByElement(outcome).Take(2).OrderBy(t => t.StartTime).ToList();
        Assert.True(siteA[0].EndTime.ToDateTimeOffset() <= siteA[1].StartTime.ToDateTimeOffset(), $"{siteA[0].EndTime} {siteA[1].StartTime}");
        Assert.Equal(["back again", "back again", "back again"], Infos(outcome));
    }

    [Fact]
    public async Task Rest_Controller_IsAskedAndTold()
    {
        var outcome = await RunAsync("rest-task.yaml", "example-rest");

        Assert.Equal("""{"web.status":"ready","web.temperature":21.5}""", Compact(Result(outcome.Tasks[0], "element_data_mapped")));
        Assert.Matches("""^\{"note": "seen example-web at \d+", "status": "ready"\}""", examples.Web.Notes.Single());
        Assert.DoesNotContain(ExampleWeb.Token, outcome.ToString() + suite.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Soap_Controller_AnswersAnEnvelope()
    {
        var outcome = await RunAsync("soap-task.yaml", "example-soap");

        Assert.Equal("example-web is well", Result(outcome.Tasks.Single(), "element_data_mapped").GetProperty("web.status").GetString());
    }

    [Fact]
    public async Task NestedFlows_ParallelAroundSerial_KeepTheirOrder()
    {
        var outcome = await RunAsync("nested-flows.yaml", "example-parent");

        Assert.Equal(("ok", "3 of 3 elements"), (outcome.Run.ActionStatus, outcome.Run.ActionInfo));
        var children = (await suite.Connection.Flow.ListRunsAsync(new ListRunsRequest { Flow = "example-child" })).Runs;
        var child = Assert.Single(children, r => r.ParentRunId == outcome.Run.Id);
        var worked = (await suite.Connection.Flow.ListTaskResultsAsync(new ListTaskResultsRequest { RunId = child.Id })).Tasks;
        Assert.Equal(3, worked.Count);
        Assert.All(worked.Zip(worked.Skip(1)), pair => Assert.True(pair.First.EndTime.ToDateTimeOffset() <= pair.Second.StartTime.ToDateTimeOffset()));
        Assert.True(outcome.Tasks.Where(t => t.Task == "nested-prepare").Max(t => t.EndTime.ToDateTimeOffset()) <= worked[0].StartTime.ToDateTimeOffset());
        Assert.True(outcome.Tasks.Where(t => t.Task == "nested-clean").Min(t => t.StartTime.ToDateTimeOffset()) >= worked[^1].EndTime.ToDateTimeOffset());
    }

    [Fact]
    public async Task Notification_Disks_AreMailed()
    {
        await RunAsync("notification.yaml", "example-notify");

        var mails = await suite.Mail.GetMailsAsync();
        Assert.Single(mails, m => m.Subject == "example-r1: disks");
        var report = Assert.Single(mails, m => m.Subject == "Disks of example-r1");
        Assert.Matches(@"example-r1 at Oslo:\s+/ is \d+% full", report.Text);
    }

    [Theory]
    [InlineData("send-cli", "", "vlan 10\n name users\nvlan 20\n name voice\n")]
    [InlineData("send-pyms", "", "ping 192.0.2.1\nping 192.0.2.2")]
    [InlineData("parse-json", """{"name":"r1","up":[true,false]}""", "")]
    [InlineData("parse-xml", """{"version":"21.4R3"}""", "")]
    [InlineData("parse-block", """{"hostname":"core-sw1","interface":{"GigabitEthernet0/1":{"description":"uplink","mtu":"9000"}}}""", "")]
    [InlineData("parse-rules", """{"interfaces":{"GigabitEthernet0/1":{"description":"uplink","mtu":9000},"GigabitEthernet0/2":{"mtu":1500}}}""", "")]
    [InlineData("parse-pairs", """{"hostname":"edge-1","model":"mx204"}""", "")]
    [InlineData("parse-ttp", """{"interfaces":[{"name":"GigabitEthernet0/1","description":"uplink to core","mtu":9000},{"name":"GigabitEthernet0/2","description":"none"}]}""", "")]
    [InlineData("parse-textfsm", """{"rows":[{"Interface":"GigabitEthernet0/1","Status":"up"},{"Interface":"GigabitEthernet0/2","Status":"administratively down"}]}""", "")]
    [InlineData("parse-pyps", """{"words":3,"lines":1}""", "")]
    public async Task ModelTests_EachModel_DoesWhatItsTestDataShow(string model, string result, string rendered)
    {
        await examples.ApplyAsync("model-tests.yaml");

        var tested = await suite.Connection.Flow.TestModelAsync(new TestModelRequest { ShortName = model });

        Assert.Null(tested.Failure);
        Assert.Equal((result, rendered.Trim()), (tested.ResultJson, tested.Rendered.Trim()));
    }

    [Fact]
    public async Task ModelTests_OnADevice_AsksIt()
    {
        await examples.ApplyAsync("model-tests.yaml");

        var tested = await suite.Connection.Flow.TestModelAsync(
            new TestModelRequest { ShortName = "parse-pairs", Text = $"id={await IdAsync("example-r1")}", Commands = { "echo Hostname: edge-9" } });

        Assert.Null(tested.Failure);
        Assert.Equal("""{"hostname":"edge-9"}""", tested.ResultJson);
    }

    [Theory]
    [InlineData("Value X (\\S+)\n\nStart\n  ^${Y} -> Record\n", "template is wrong")]
    [InlineData("no template", "template is wrong")]
    public async Task Apply_WrongTextFsmTemplate_IsRefused(string template, string message)
    {
        var request = new ApplyDefinitionsRequest { Models = { new Model { ShortName = "bad", ModelClass = ModelClass.Textfsm, Data = template } } };

        var error = await Assert.ThrowsAsync<Grpc.Core.RpcException>(async () => await suite.Connection.Flow.ApplyDefinitionsAsync(request));

        Assert.Contains("models[0].data", error.Status.Detail, StringComparison.Ordinal);
        Assert.Contains(message, error.Status.Detail, StringComparison.Ordinal);
    }

    private static readonly string[] Names = ["example-r1", "example-r2", "example-r3"];

    private ConfigurationService.ConfigurationServiceClient Configurations => new(suite.Connection.Channel(FluxService.Inventory.AppId));

    private async Task<RunOutcome> RunAsync(string file, string flow)
    {
        await examples.ApplyAsync(file);
        var outcome = await suite.RunAsync(flow);
        Assert.True(outcome.Run.State == RunState.Completed, $"{outcome.Run}\n{string.Join('\n', outcome.Tasks.Where(t => t.State == WorkState.Failed))}");
        return outcome;
    }

    private Task WriteAsync(string element, string configuration) => File.WriteAllTextAsync(Path.Combine(examples.State, element + ".conf"), configuration);

    private async Task<long> IdAsync(string name) => (await suite.Connection.Inventory.GetElementAsync(new GetElementRequest { Name = name })).Element.Id;

    private static List<TaskResult> ByElement(RunOutcome outcome) => [.. outcome.Tasks.OrderBy(t => t.ElementId)];

    private static IEnumerable<string> Infos(RunOutcome outcome) => ByElement(outcome).Select(t => t.ActionInfo);

    private static JsonElement Result(TaskResult task, string step) => JsonDocument.Parse(task.Steps.Single(s => s.Step == step).ResultJson).RootElement;

    private static string Compact(JsonElement value) => JsonSerializer.Serialize(value);
}
