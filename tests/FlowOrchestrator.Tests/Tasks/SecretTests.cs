using System.Text;
using System.Text.Json.Nodes;
using Flux.Contracts.Device.V1;
using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Tests.Fakes;

namespace Flux.FlowOrchestrator.Tests.Tasks;

public sealed class SecretTests
{
    private const string Secret = "s3cr3t-Pa\"ss\\word";

    [Fact]
    public async Task Run_SecretInEveryPlace_IsNowhereStoredToldOrMailed()
    {
        await using var lab = await FlowLab.StartAsync(elements: 1);
        lab.Contexts.Extra[1] = new JsonObject { ["element"] = new JsonObject { ["id"] = 1, ["name"] = "r1", ["password"] = Secret } };
        lab.Contexts.SecretPointers.Add("/element/password");
        string? script = null;
        lab.Devices.Answer = (_, command, _) => Task.FromResult(new CommandResult { Command = command, Output = $"echo {Secret}" });
        lab.Scripts.Add("mgmt", async s =>
        {
            script = (string?)s.Context["element"]!["password"];
            await s.Host.LogAsync(RunLogLevel.Info, $"the password is {Secret}");
            return new JsonObject { ["context"] = new JsonObject { ["copy"] = Secret, [$"key {Secret}"] = 1 } };
        });
        lab.Scripts.Add("proc", _ => new JsonObject { ["settings"] = new JsonObject { ["x"] = Secret, ["action_info"] = $"used {Secret}" } });
        lab.Scripts.Add("boom", _ => FakeScript.Raise($"cannot use {Secret}"));
        await lab.ApplyAsync(
            [new() { ShortName = "m", ModelClass = ModelClass.Cli, Data = "login {{ element.password }}" }],
            [
                new() { ShortName = "a", TaskClass = TaskClass.Cli, ManagementScript = "mgmt", AutomationModel = "m", ProcessingScript = "proc", Service = "noc-mail" },
                new() { ShortName = "b", TaskClass = TaskClass.Cli, ManagementScript = "boom" },
            ],
            [lab.NewFlow("f", ExecutionMode.Serial, async s =>
            {
                await s.RunTaskAsync("a");
                await s.RunTaskAsync("b");
                FakeScript.Raise($"flow saw {Secret}");
            })]);

        var run = await lab.RunAsync("f");

        Assert.Equal(Secret, script);
        Assert.Equal($"login {Secret}", lab.Devices.Sent.Single().Command);
        Assert.Equal(2, run.Tasks.Count);
        Assert.Contains("********", lab.Mail.Sent.Single().Message.ContextJson, StringComparison.Ordinal);
        var told = string.Join('\n', run.Events.Select(e => e.ToString()).Concat(run.Tasks.Select(t => t.ToString())).Append(lab.Mail.Sent.Single().ToString())
            .Append(lab.Contexts.Tasks(run.Run.Id, 1).ToJsonString()));
        await lab.StopAsync();
        var stored = string.Concat(Directory.GetFiles(lab.Data).Select(f => Encoding.Latin1.GetString(File.ReadAllBytes(f))));
        foreach (var text in new[] { told, stored })
        {
            Assert.Contains("********", text, StringComparison.Ordinal);
            // Without what JSON escapes, so that no escaped form slips through.
            Assert.DoesNotContain("s3cr3t-Pa", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Run_TaskFindsANewSecret_IsMaskedFromThenOn()
    {
        await using var lab = await FlowLab.StartAsync(elements: 1);
        lab.Scripts.Add("proc", _ => new JsonObject { ["settings"] = new JsonObject { ["known.secret"] = "fresh-value" } });
        await lab.ApplyAsync(
            tasks: [new() { ShortName = "a", TaskClass = TaskClass.Cli, ProcessingScript = "proc" }],
            flows: [lab.NewFlow("f", ExecutionMode.Serial, script => script.RunTaskAsync("a"))]);

        var run = await lab.RunAsync("f");

        Assert.Equal("""{"known.secret":"********"}""", run.Tasks[0].Steps.Single(s => s.Step == "element_data_mapped").ResultJson);
    }
}
