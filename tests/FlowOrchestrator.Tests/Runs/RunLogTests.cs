using Flux.Contracts.Flow;
using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Runs;
using Flux.FlowOrchestrator.Tests.Fakes;
using Flux.Hosting;
using Google.Protobuf.WellKnownTypes;

namespace Flux.FlowOrchestrator.Tests.Runs;

public sealed class RunLogTests
{
    [Fact]
    public async Task List_Run_HasEveryMessageStepAndState()
    {
        await using var lab = await LabAsync();
        var view = await lab.RunAsync("f");

        var lines = await AllAsync(lab, new ListRunLogsRequest { RunId = view.Run.Id, PageSize = 7 });

        // In the same words as who watches makes of the events.
        Assert.Equal(view.Events.Select(LogLines.Of), lines);
        Assert.Equal(view.Events.Count(e => e.Step is not null), lines.Count(l => l.Kind == LogLineKind.Step));
        var said = lines.First(l => l.Message == "hello from 1");
        Assert.Equal((LogLineKind.Message, RunLogLevel.Warning, 1, "r1", "a", 1), (said.Kind, said.Level, said.ElementId, said.ElementName, said.Task, said.Attempt));
        Assert.NotNull(said.Time);
    }

    [Fact]
    public async Task List_ByElementLevelAndText_NarrowsExactly()
    {
        await using var lab = await LabAsync();
        var id = (await lab.RunAsync("f")).Run.Id;
        var all = await AllAsync(lab, new ListRunLogsRequest { RunId = id });

        Assert.Equal(all.Where(l => l.ElementId == 2), await AllAsync(lab, new ListRunLogsRequest { RunId = id, ElementId = 2, PageSize = 3 }));
        Assert.Equal(all.Where(l => l.Level >= RunLogLevel.Warning), await AllAsync(lab, new ListRunLogsRequest { RunId = id, MinLevel = RunLogLevel.Warning, PageSize = 2 }));
        Assert.Equal(all.Where(l => l.Message.Contains("hello")), await AllAsync(lab, new ListRunLogsRequest { RunId = id, Text = "hello", PageSize = 1 }));
    }

    [Fact]
    public async Task Search_AllRuns_FindsTheLatestFirst()
    {
        await using var lab = await LabAsync();
        var first = (await lab.RunAsync("f")).Run;
        var second = (await lab.RunAsync("f")).Run;

        var found = (await lab.Get<RunLogs>().SearchAsync(new SearchLogsRequest { Text = "hello from 2" }, default)).Lines;
        var between = (await lab.Get<RunLogs>().SearchAsync(new SearchLogsRequest { Text = "hello from 2", Before = first.EndTime }, default)).Lines;

        Assert.Equal([second.Id, first.Id], found.Select(l => l.RunId));
        Assert.Equal(first.Id, Assert.Single(between).RunId);
    }

    [Fact]
    public async Task Search_TokenOfAnotherText_IsRefused()
    {
        await using var lab = await LabAsync();
        await lab.RunAsync("f");
        var logs = lab.Get<RunLogs>();
        var page = await logs.SearchAsync(new SearchLogsRequest { Text = "hello", PageSize = 1 }, default);

        Assert.Single((await logs.SearchAsync(new SearchLogsRequest { Text = "hello", PageSize = 1, PageToken = page.NextPageToken }, default)).Lines);
        await Assert.ThrowsAsync<Documents.InvalidPageTokenException>(() => logs.SearchAsync(new SearchLogsRequest { Text = "other", PageSize = 1, PageToken = page.NextPageToken }, default));
    }

    [Fact]
    public async Task Search_BadFilter_IsNamedInsteadOfFindingNothing()
    {
        await using var lab = await LabAsync();
        var now = Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch);

        var error = await Assert.ThrowsAsync<FluxException>(() => lab.Get<RunLogs>().SearchAsync(new SearchLogsRequest { MinLevel = (RunLogLevel)9, After = now, Before = now }, default));

        Assert.Equal("INVALID_ARGUMENT", error.Reason);
        Assert.Contains("min_level", error.Message, StringComparison.Ordinal);
        Assert.Contains("before", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<FluxException>(() => lab.Reader.ListAsync(new ListRunsRequest { State = (RunState)99 }, default));
        await Assert.ThrowsAsync<FluxException>(() => lab.Reader.ListElementsAsync(new ListElementResultsRequest { RunId = "x", State = (WorkState)99 }, default));
    }

    [Fact]
    public async Task Watch_EventsWereDeleted_TellsTheGap()
    {
        await using var lab = await LabAsync();
        var run = (await lab.RunAsync("f")).Run;
        var store = lab.Get<Documents.IDocumentStore>();
        await store.CommitAsync(new Documents.DocumentBatch().Delete(EventDocument.Type, EventDocument.Id(run.Id, 2)).Delete(EventDocument.Type, EventDocument.Id(run.Id, 3)), default);

        var view = await lab.WatchAsync(run.Id);

        Assert.Equal((2, 3), (view.Events[1].Gap.FirstSequence, view.Events[1].Gap.LastSequence));
        Assert.Equal([1, 3, 4], view.Events.Take(3).Select(e => e.Sequence));
        Assert.Equal((RunLogLevel.Warning, "events 2 to 3 are missing: deleted by the retention policy"), (LogLines.Of(view.Events[1]).Level, LogLines.Of(view.Events[1]).Message));
    }

    private static async Task<FlowLab> LabAsync()
    {
        var lab = await FlowLab.StartAsync(2);
        lab.Scripts.Add("work", async script =>
        {
            await script.Host.LogAsync(RunLogLevel.Warning, $"hello from {Json.Text(script.Context["element"]!["id"])}");
            return [];
        });
        await lab.ApplyAsync(
            tasks: [new() { ShortName = "a", TaskClass = TaskClass.Cli, ManagementScript = "work" }],
            flows: [lab.NewFlow("f", ExecutionMode.Serial, script => script.RunTaskAsync("a"))]);
        return lab;
    }

    private static async Task<List<LogLine>> AllAsync(FlowLab lab, ListRunLogsRequest request)
    {
        var lines = new List<LogLine>();
        do
        {
            var page = await lab.Get<RunLogs>().ListAsync(request, default);
            lines.AddRange(page.Lines);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return lines;
    }
}
