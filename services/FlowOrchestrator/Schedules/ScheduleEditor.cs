using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Flux.Hosting;
using Flux.Storage;

namespace Flux.FlowOrchestrator.Schedules;

/// <summary>Creates and changes single schedules (AIP-133, AIP-134), by the same rules as bundles.</summary>
internal sealed class ScheduleEditor(IDocumentStore store, ScheduleApplier applier, CreateRequests requests, TimeProvider clock)
{
    private const int Tries = 100;
    private const string Kind = "schedule";

    // Given by the service; ignored in writes.
    private static readonly string[] OutputOnly = ["id", "etag", "next_time", "last_time", "last_run_id"];

    /// <summary>Creates a schedule; a repeated request_id creates nothing twice (AIP-155).</summary>
    /// <exception cref="FluxException">INVALID_ARGUMENT with every bad field; ALREADY_EXISTS.</exception>
    public async Task<Schedule> CreateAsync(CreateScheduleRequest request, CancellationToken cancellationToken)
    {
        var given = request.Schedule ?? throw FluxError.InvalidArgument(Kind, "is required");
        for (var tried = 1; ; tried++)
        {
            if (await RepeatedAsync(request, cancellationToken) is { } repeated)
                return repeated;
            await CheckAsync(given, cancellationToken);
            if (await store.GetAsync(ScheduleDocument.Type, given.ShortName, cancellationToken) is not null)
                return await RepeatedAsync(request, cancellationToken) ?? throw FluxError.AlreadyExists(Kind, given.ShortName);
            var change = new ScheduleChange(given, null);
            var batch = new DocumentBatch();
            if (!request.ValidateOnly)
                change.Applied.Id = await store.NextSequenceAsync("Schedule", 1, cancellationToken);
            change.AddTo(batch, clock.GetUtcNow());
            if (request.ValidateOnly)
            {
                change.Result.Etag = "";
                return change.Result;
            }
            await requests.AddAsync(batch, Kind, request.RequestId, given, change.Applied.Id, cancellationToken);
            try
            {
                await store.CommitAsync(batch, cancellationToken);
                return change.Result;
            }
            catch (DuplicateKeyException) when (tried < Tries)
            {
                // Somebody made one of that name or with that request_id in between.
            }
        }
    }

    /// <summary>Writes fields of a schedule.</summary>
    /// <exception cref="FluxException">INVALID_ARGUMENT with every bad field; NOT_FOUND; ABORTED: it is another version.</exception>
    public async Task<Schedule> UpdateAsync(UpdateScheduleRequest request, CancellationToken cancellationToken)
    {
        var given = request.Schedule ?? throw FluxError.InvalidArgument(Kind, "is required");
        var fields = FieldSelection.Of(given, request.UpdateMask, Kind, OutputOnly).Without("short_name");
        if (given.ShortName.Length == 0)
            throw FluxError.InvalidArgument($"{Kind}.short_name", "is required");
        for (var tried = 1; ; tried++)
        {
            var stored = await store.GetAsync(ScheduleDocument.Type, given.ShortName, cancellationToken) ?? throw FluxError.NotFound(Kind, given.ShortName, "list them with ListSchedules");
            var before = stored.Value.Schedule;
            if (given.Etag.Length > 0 && given.Etag != before.Etag)
                throw FluxError.Aborted(Kind, given.ShortName);
            var wanted = before.Clone();
            fields.Copy(given, wanted);
            await CheckAsync(wanted, cancellationToken);
            var change = new ScheduleChange(wanted, stored);
            if (change.Applied.Outcome == ApplyOutcome.Unchanged)
                return before;
            var batch = new DocumentBatch();
            change.AddTo(batch, clock.GetUtcNow());
            if (request.ValidateOnly)
            {
                change.Result.Etag = before.Etag;
                return change.Result;
            }
            try
            {
                await store.CommitAsync(batch, cancellationToken);
                return change.Result;
            }
            catch (DocumentConflictException) when (tried < Tries)
            {
                // It fired, or somebody else changed it in between: look again at what is stored.
            }
        }
    }

    private async Task<Schedule?> RepeatedAsync(CreateScheduleRequest request, CancellationToken cancellationToken)
    {
        if (await requests.FindAsync(Kind, request.RequestId, request.Schedule, cancellationToken) is not { } id)
            return null;
        var found = (await store.GetAsync(ScheduleDocument.Type, request.Schedule.ShortName, cancellationToken))?.Value.Schedule;
        return found?.Id == id ? found : throw FluxError.NotFound(Kind, request.Schedule.ShortName, "it was deleted after it was created with this request_id");
    }

    private async Task CheckAsync(Schedule schedule, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        await applier.CheckAsync([schedule], withFlows: true, violations, cancellationToken);
        violations.ThrowIfAny(Kind);
    }
}
