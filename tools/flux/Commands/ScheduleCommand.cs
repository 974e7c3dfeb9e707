using System.CommandLine;
using Flux.Cli.Output;
using Flux.Cli.Running;
using Flux.Contracts.Flow.V1;
using Google.Protobuf;

namespace Flux.Cli.Commands;

/// <summary>flux schedule: flows that run by themselves.</summary>
internal static class ScheduleCommand
{
    public static Command Create() => new("schedule", "Flows that run by themselves; declare them with flux apply.")
    {
        List(),
        Next(),
        OfOne("pause", "Stop a schedule from firing.", async (schedules, name, token) =>
        {
            var schedule = (await schedules.PauseScheduleAsync(new PauseScheduleRequest { ShortName = name }, cancellationToken: token)).Schedule;
            return (schedule, ScheduleText.Plain(schedule));
        }),
        OfOne("resume", "Let a schedule fire again, from now on.", async (schedules, name, token) =>
        {
            var schedule = (await schedules.ResumeScheduleAsync(new ResumeScheduleRequest { ShortName = name }, cancellationToken: token)).Schedule;
            return (schedule, ScheduleText.Plain(schedule));
        }),
        OfOne("trigger", "Start a schedule's flow now, also while it is paused; prints the run's id.", async (schedules, name, token) =>
        {
            var run = (await schedules.TriggerScheduleAsync(new TriggerScheduleRequest { ShortName = name, RequestId = Guid.NewGuid().ToString() }, cancellationToken: token)).Run;
            return (run, run.Id);
        }),
    };

    private static Command List()
    {
        var flow = new Option<string>("--flow") { Description = "Only schedules of this flow.", DefaultValueFactory = _ => "" };
        var json = CommonOptions.Json("Print one JSON document.");
        var data = CommonOptions.Data();
        var command = new Command("list", "Show all schedules with their next times.") { flow, json, data };
        command.SetAction((parsed, _) => CommandRunner.RunAsync(async cancellationToken =>
        {
            using var suite = SuiteConnection.To(parsed.GetValue(data)!);
            var all = new ListSchedulesResponse();
            var request = new ListSchedulesRequest { Flow = parsed.GetValue(flow)!, PageSize = 1000 };
            do
            {
                var page = await suite.Schedules.ListSchedulesAsync(request, cancellationToken: cancellationToken);
                all.Schedules.AddRange(page.Schedules);
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0);
            if (parsed.GetValue(json))
                Terminal.Line(RunReport.Json(all).ToJsonString(Terminal.Json));
            else
                Terminal.Write(ScheduleText.Table(all.Schedules));
            return 0;
        }));
        return command;
    }

    private static Command Next()
    {
        var name = Name();
        var count = new Option<int>("--count", "-n") { Description = "How many times: 1 to 1000.", DefaultValueFactory = _ => 10 };
        var json = CommonOptions.Json("Print one JSON document.");
        var data = CommonOptions.Data();
        var command = new Command("next", "Show when a schedule fires next, in UTC; a paused one when it would.") { name, count, json, data };
        command.SetAction((parsed, _) => CommandRunner.RunAsync(async cancellationToken =>
        {
            using var suite = SuiteConnection.To(parsed.GetValue(data)!);
            var request = new PreviewScheduleRequest { Schedule = new Schedule { ShortName = parsed.GetValue(name)! }, Count = parsed.GetValue(count) };
            var times = await suite.Schedules.PreviewScheduleAsync(request, cancellationToken: cancellationToken);
            if (parsed.GetValue(json))
                Terminal.Line(RunReport.Json(times).ToJsonString(Terminal.Json));
            foreach (var time in parsed.GetValue(json) ? [] : times.Times)
                Terminal.Line(ScheduleText.Of(time));
            return 0;
        }));
        return command;
    }

    private static Command OfOne(
        string verb, string description, Func<ScheduleService.ScheduleServiceClient, string, CancellationToken, Task<(IMessage Answer, string Plain)>> call)
    {
        var name = Name();
        var json = CommonOptions.Json("Print the answer as JSON.");
        var data = CommonOptions.Data();
        var command = new Command(verb, description) { name, json, data };
        command.SetAction((parsed, _) => CommandRunner.RunAsync(async cancellationToken =>
        {
            using var suite = SuiteConnection.To(parsed.GetValue(data)!);
            var (answer, plain) = await call(suite.Schedules, parsed.GetValue(name)!, cancellationToken);
            Terminal.Line(parsed.GetValue(json) ? RunReport.Json(answer).ToJsonString(Terminal.Json) : plain);
            return 0;
        }));
        return command;
    }

    private static Argument<string> Name() => new("SCHEDULE") { Description = "short_name of the schedule." };
}
