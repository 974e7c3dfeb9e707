using System.Text.Json.Nodes;
using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;
using Flux.Contracts.Notification.V1;
using Flux.FlowOrchestrator.Tests.Fakes;
using Google.Protobuf.WellKnownTypes;

namespace Flux.FlowOrchestrator.Tests.Tasks;

public sealed class NotificationTests
{
    [Fact]
    public async Task Run_NotificationTask_MailsTheRenderedModelWithEarlierResults()
    {
        await using var lab = await FlowLab.StartAsync(elements: 1);
        await ApplyAsync(lab, """{"email_destination": ["a@example.org", "b@example.org"], "email_subject": "about r1"}""", "{{ tasks.1.model_commands.result }} by {{ flow.user.full_name }}");

        var run = await lab.RunAsync("f", request => request.User = new User { Id = 1, Username = "ann", FullName = "Ann Lee" });

        Assert.Equal(RunState.Completed, run.Run.State);
        var message = lab.Mail.Sent.Single().Message;
        Assert.Equal(("a@example.org, b@example.org", "about r1", "answer to show by Ann Lee"), (message.To, message.Subject, message.Body));
        Assert.Equal($"{run.Run.Id}/2/1/1", lab.Mail.Sent.Single().IdempotencyKey);
    }

    [Theory]
    [InlineData("""{"email_subject": "x"}""", "NO_EMAIL_DESTINATION")]
    [InlineData("""{"email_destination": "", "email_subject": "x"}""", "NO_EMAIL_DESTINATION")]
    [InlineData("""{"email_destination": "a@example.org"}""", "NO_EMAIL_SUBJECT")]
    public async Task Run_NotificationWithoutAddressOrSubject_SaysWhatIsMissing(string context, string reason)
    {
        await using var lab = await FlowLab.StartAsync(elements: 1);
        await ApplyAsync(lab, context, "body");

        var run = await lab.RunAsync("f");

        Assert.Equal(reason, run.Elements.Single().Failure.Reason);
        Assert.Empty(lab.Mail.Sent);
    }

    [Theory]
    [InlineData(DeliveryState.Sent, WorkState.Completed)]
    [InlineData(DeliveryState.Suppressed, WorkState.Completed)]
    [InlineData(DeliveryState.Queued, WorkState.Completed)]
    [InlineData(DeliveryState.Deferred, WorkState.Completed)]
    [InlineData(DeliveryState.Failed, WorkState.Failed)]
    public async Task Run_MailService_FailsTheElementOnlyForWhatNeverArrives(DeliveryState delivery, WorkState expected)
    {
        await using var lab = await FlowLab.StartAsync(elements: 1);
        lab.Mail.Answer = _ => new Delivery { Id = "d", State = delivery, Failure = new Failure { Reason = "SMTP_REFUSED", Message = "550 no such user" } };
        await ApplyAsync(lab, """{"email_destination": "a@example.org", "email_subject": "x"}""", "body");

        var run = await lab.RunAsync("f");

        Assert.Equal(expected, run.Elements.Single().State);
        if (expected == WorkState.Failed)
            Assert.Contains("550 no such user", run.Elements[0].Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_MailThatWaits_SaysUntilWhenAndWhy()
    {
        await using var lab = await FlowLab.StartAsync(elements: 1);
        lab.Mail.Answer = _ => new Delivery
        {
            Id = "d",
            State = DeliveryState.Deferred,
            RetryTime = Timestamp.FromDateTime(new DateTime(2030, 1, 2, 3, 4, 5, DateTimeKind.Utc)),
            Failure = new Failure { Reason = "SMTP_DEFERRED", Message = "451 come back later" },
        };
        await ApplyAsync(lab, """{"email_destination": "a@example.org", "email_subject": "x"}""", "body");

        var run = await lab.RunAsync("f");

        var step = run.Tasks.Single(t => t.Task == "report").Steps.Single(s => s.Step == "execute_service");
        var result = JsonNode.Parse(step.ResultJson)!;
        Assert.Equal(("DEFERRED", "2030-01-02T03:04:05Z", "451 come back later"), ((string?)result["state"], (string?)result["retry_time"], (string?)result["reason"]));
    }

    [Fact]
    public async Task Run_ServiceOfATask_SeesContextThenFlowEntryButScriptsCannotReplaceFixedNames()
    {
        await using var lab = await FlowLab.StartAsync(elements: 1);
        lab.Contexts.Extra[1] = new JsonObject { ["id"] = "a variable named id", ["ntp"] = "192.0.2.1" };
        lab.Scripts.Add("mgmt", _ => new JsonObject
        {
            ["context"] = new JsonObject { ["element"] = "forged", ["task"] = "forged", ["body_custom_msg"] = "forged", ["mine"] = 1 },
        });
        lab.Scripts.Add("proc", _ => new JsonObject
        {
            ["settings"] = new JsonObject { ["known.x"] = 5 },
            ["context"] = new JsonObject { ["parsed"] = 2 },
        });
        await lab.ApplyAsync(
            tasks: [new() { ShortName = "a", Name = "Task A", TaskClass = TaskClass.Cli, ManagementScript = "mgmt", ProcessingScript = "proc", Service = "noc-mail" }],
            flows: [lab.NewFlow("f", ExecutionMode.Serial, script => script.RunTaskAsync("a"))]);

        var run = await lab.RunAsync("f");

        var context = JsonNode.Parse(lab.Mail.Sent.Single().Message.ContextJson)!.AsObject();
        Assert.Equal("r1", (string?)context["element"]!["name"]);
        Assert.Equal("Task A", (string?)context["task"]!["name"]);
        Assert.False(context.ContainsKey("body_custom_msg"));
        Assert.Equal((1, 2, "192.0.2.1"), ((int)context["mine"]!, (int)context["parsed"]!, (string?)context["ntp"]));
        Assert.Equal(1, (int)context["id"]!);
        Assert.Equal("192.0.2.1", (string?)context["context"]!["ntp"]);
        Assert.Equal(1, (int)context["flow_entry"]!["id"]!);
        Assert.False(context.ContainsKey("known.x"));
        Assert.Equal(3, run.Log.Count(line => line.Contains("a script wrote context[", StringComparison.Ordinal)));
    }

    /// <summary>A flow "f": task "collect" (id 1) sends "show", task "report" (id 2) mails.</summary>
    private static async Task ApplyAsync(FlowLab lab, string context, string body)
    {
        lab.Scripts.Add("mgmt", _ => new JsonObject { ["context"] = JsonNode.Parse(context) });
        await lab.ApplyAsync(
            [new() { ShortName = "m", ModelClass = ModelClass.Cli, Data = "show" }, new() { ShortName = "body", ModelClass = ModelClass.Text, Data = body }],
            [
                new() { ShortName = "collect", TaskClass = TaskClass.Cli, AutomationModel = "m" },
                new() { ShortName = "report", TaskClass = TaskClass.Notification, AutomationModel = "body", ManagementScript = "mgmt" },
            ],
            [lab.NewFlow("f", ExecutionMode.Serial, async script =>
            {
                await script.RunTaskAsync("collect");
                await script.RunTaskAsync("report");
            })]);
    }
}
