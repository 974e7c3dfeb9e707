using Flux.Cli.Demo;
using Flux.Contracts.Flow.V1;
using Flux.Integration.Support;
using Flux.Lab.Mail;
using Task = System.Threading.Tasks.Task;

namespace Flux.Integration.Runs;

/// <summary>One of three elements fails: its step says why, the run ends FAILED with one result for each element, the others go on.</summary>
[Collection(OneSuite.Name)]
public sealed class FailureTests(RunningSuite suite)
{
    private const string Uname = """
        models: [{short_name: uname, model_class: cli, data: uname -s}]
        tasks: [{short_name: uname, task_class: cli, automation_model: uname}]
        """;

    [Theory]
    [InlineData("serial")]
    [InlineData("parallel")]
    public async Task Run_DeviceDown_FailsThatElementOnly(string mode)
    {
        await suite.ApplyAsync(Devices.Flow("down-" + mode, Uname, "uname", mode));
        await suite.Lab["d2"].StopAsync();
        try
        {
            AssertOnlySecondFailed(await suite.RunAsync("down-" + mode), "connect", "CONNECTION_REFUSED", $"{suite.Lab["d2"].Port}");
        }
        finally
        {
            await suite.Lab["d2"].StartAsync();
        }

        Assert.Equal(RunState.Completed, (await suite.RunAsync("down-" + mode)).Run.State);
    }

    [Fact]
    public async Task Run_WrongPassword_FailsThatElementOnly()
    {
        await suite.ApplyAsync(Devices.Flow("password", Uname, "uname", change: (device, yaml) => device == "d2" ? yaml.Replace("key: ${KEY}", "password: wrong-password", StringComparison.Ordinal) : yaml));
        var outcome = await suite.RunAsync("password");
        AssertOnlySecondFailed(outcome, "connect", "AUTHENTICATION_FAILED", "password");
        Assert.DoesNotContain("wrong-password", outcome.ToString() + suite.Log);
    }

    [Fact]
    public async Task Run_HostKeyChanged_FailsThatElementOnly()
    {
        await suite.ApplyAsync(Devices.Flow("hostkey", Uname, "uname"));
        Assert.Equal(RunState.Completed, (await suite.RunAsync("hostkey")).Run.State);
        await suite.Lab["d2"].RegenerateHostKeyAsync();
        AssertOnlySecondFailed(await suite.RunAsync("hostkey"), "connect", "HOST_KEY_CHANGED", suite.Lab["d2"].HostKey.Fingerprint);
    }

    [Fact]
    public async Task Run_ScriptError_NamesItsLine()
    {
        await suite.ApplyAsync(Devices.Flow("script", """
            tasks:
              - short_name: script
                task_class: cli
                management_script: |
                  name = context['element']['name']
                  if name.endswith('d2'):
                      context['x'] = {}['missing']
            """, "script"));
        var failure = AssertOnlySecondFailed(await suite.RunAsync("script"), "management_script", "SCRIPT", "missing");
        Assert.Equal(("KeyError", 3), (failure.Type, failure.Line));
        Assert.Contains("{}['missing']", failure.SourceLine);
    }

    [Fact]
    public async Task Run_TemplateError_IsTheStepsError()
    {
        await suite.ApplyAsync(Devices.Flow("template", """
            models: [{short_name: template, model_class: cli, data: "{% for a, b in pairs %}echo {{ a }}{% endfor %}"}]
            tasks:
              - short_name: template
                task_class: cli
                automation_model: template
                management_script: |
                  context['pairs'] = [[1, 2, 3]] if context['element']['name'].endswith('d2') else [['x', 2]]
            """, "template"));
        AssertOnlySecondFailed(await suite.RunAsync("template"), "process_model", "TEMPLATE", "unpack");
    }

    [Fact]
    public async Task Run_MailRefused_SaysTheServersWords()
    {
        await suite.ApplyAsync(Devices.Flow("mail", """
            models: [{short_name: mail, model_class: text, data: "{{ element.name }}"}]
            tasks:
              - short_name: mail
                task_class: notification
                automation_model: mail
                management_script: |
                  context['email_destination'] = context['element']['name'] + '@example.org'
                  context['email_subject'] = 'x'
            """, "mail"));
        await suite.Mail.FailAsync(SmtpFault.Reply(SmtpStep.Rcpt, "550 5.1.1 no such user here") with { When = "mail-d2@example.org" });
        AssertOnlySecondFailed(await suite.RunAsync("mail"), "execute_service", "", "no such user here");
    }

    private static Contracts.Common.V1.Failure AssertOnlySecondFailed(RunOutcome outcome, string step, string reason, string message)
    {
        var states = outcome.Elements.OrderBy(element => element.ElementName).Select(element => element.State).ToList();
        // The elements in the message: a wrong outcome shows its reasons.
        Assert.True(states is [WorkState.Completed, WorkState.Failed, WorkState.Completed], string.Join('\n', outcome.Elements));
        Assert.Equal(RunState.Failed, outcome.Run.State);
        var element = outcome.Elements.Single(element => element.State == WorkState.Failed);
        var failed = outcome.Tasks.Single(task => task.ElementId == element.ElementId).Steps.Single(done => done.Status == StepStatus.Error);
        Assert.Equal(step, failed.Step);
        Assert.Contains(reason, failed.Failure.Reason);
        Assert.Contains(message, failed.Failure.Message);
        Assert.Equal(failed.Failure.Reason, element.Failure.Reason);
        return failed.Failure;
    }
}
