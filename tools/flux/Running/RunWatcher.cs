using Flux.Contracts.Flow.V1;
using Grpc.Core;

namespace Flux.Cli.Running;

/// <summary>Follows a run to its end.</summary>
internal sealed class RunWatcher(FlowService.FlowServiceClient flow)
{
    /// <summary>Shows the run's events from the first one on; returns the ended run.</summary>
    public async Task<Run> WatchAsync(string runId, IRunView view, CancellationToken cancellationToken)
    {
        using var events = flow.WatchRun(new WatchRunRequest { RunId = runId }, cancellationToken: cancellationToken);
        await foreach (var response in events.ResponseStream.ReadAllAsync(cancellationToken))
            view.Show(response.Event);
        return (await flow.GetRunAsync(new GetRunRequest { Id = runId }, cancellationToken: cancellationToken)).Run;
    }

    /// <summary>What became of each element, in run order.</summary>
    public async Task<IReadOnlyList<ElementResult>> ElementsAsync(string runId, CancellationToken cancellationToken)
    {
        var elements = new List<ElementResult>();
        var request = new ListElementResultsRequest { RunId = runId, PageSize = 1000 };
        do
        {
            var page = await flow.ListElementResultsAsync(request, cancellationToken: cancellationToken);
            elements.AddRange(page.Elements);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return elements;
    }

    /// <summary>Every execution of a task, with its steps.</summary>
    public async Task<IReadOnlyList<TaskResult>> TasksAsync(string runId, CancellationToken cancellationToken)
    {
        var tasks = new List<TaskResult>();
        // Steps carry whole command outputs: small pages stay below the message limit.
        var request = new ListTaskResultsRequest { RunId = runId, PageSize = 20 };
        do
        {
            var page = await flow.ListTaskResultsAsync(request, cancellationToken: cancellationToken);
            tasks.AddRange(page.Tasks);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return tasks;
    }
}
