using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Flux.FlowOrchestrator.Common;
using Flux.Hosting;
using Google.Protobuf.WellKnownTypes;

namespace Flux.FlowOrchestrator.Schedules;

/// <summary>Reads schedules, their firings and their times.</summary>
internal sealed class ScheduleReader(IDocumentStore store, TimeProvider clock)
{
    private const int MostTimes = 1000;
    private const int UsualTimes = 10;
    private static readonly DateTimeOffset Earliest = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>One schedule.</summary>
    /// <exception cref="FluxException">NOT_FOUND; INVALID_ARGUMENT without a name.</exception>
    public async Task<Document<ScheduleDocument>> GetAsync(string shortName, CancellationToken cancellationToken)
    {
        if (shortName.Length == 0)
            throw FluxError.InvalidArgument("short_name", "is required");
        return await store.GetAsync(ScheduleDocument.Type, shortName, cancellationToken) ?? throw FluxError.NotFound("schedule", shortName, "list them with ListSchedules");
    }

    /// <summary>A page of schedules.</summary>
    public async Task<ListSchedulesResponse> ListAsync(ListSchedulesRequest request, CancellationToken cancellationToken)
    {
        var query = request.Flow.Length > 0 ? DocumentQuery.All.Where("flow", DocumentOperator.Equal, request.Flow) : DocumentQuery.All;
        var (items, next) = await Paging.QueryAsync(store, ScheduleDocument.Type, query, request.PageSize, request.PageToken, cancellationToken);
        return new ListSchedulesResponse { Schedules = { items.Select(d => d.Schedule) }, NextPageToken = next };
    }

    /// <summary>A page of firings, the latest first; those of a deleted schedule too.</summary>
    public async Task<ListScheduleFiringsResponse> ListFiringsAsync(ListScheduleFiringsRequest request, CancellationToken cancellationToken)
    {
        if (request.Schedule.Length == 0)
            throw FluxError.InvalidArgument("schedule", "is required: the short_name of the schedule");
        var query = DocumentQuery.All.Where("id", DocumentOperator.Prefix, request.Schedule + "/").OrderBy("id", descending: true);
        var (items, next) = await Paging.QueryAsync(store, FiringDocument.Type, query, request.PageSize, request.PageToken, cancellationToken);
        return new ListScheduleFiringsResponse { Firings = { items.Select(d => d.Firing) }, NextPageToken = next };
    }

    /// <summary>When a schedule fires next.</summary>
    public async Task<PreviewScheduleResponse> PreviewAsync(PreviewScheduleRequest request, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        violations.Require(request.Count is >= 0 and <= MostTimes, "count", $"must be 1 to {MostTimes}, or 0 for {UsualTimes}");
        var schedule = request.Schedule ?? new Schedule();
        if (schedule.TimingCase == Schedule.TimingOneofCase.None && schedule.ShortName.Length > 0)
            schedule = (await GetAsync(schedule.ShortName, cancellationToken)).Value.Schedule;
        var timing = ScheduleTiming.Read(schedule, "schedule.", violations);
        var after = After(request.After, violations);
        violations.ThrowIfAny();
        var response = new PreviewScheduleResponse();
        for (var time = timing!.Next(after); time is { } t && response.Times.Count < (request.Count == 0 ? UsualTimes : request.Count); time = timing.Next(t))
            response.Times.Add(Timestamp.FromDateTimeOffset(t));
        return response;
    }

    private DateTimeOffset After(Timestamp? given, Violations violations)
    {
        if (given is null)
            return clock.GetUtcNow();
        // By its parts: a Timestamp out of range has no DateTimeOffset.
        var good = given.Nanos is >= 0 and < 1_000_000_000 && given.Seconds >= Earliest.ToUnixTimeSeconds() && given.Seconds < Latest.ToUnixTimeSeconds();
        return violations.Require(good, "after", "must be in the years 1900 to 8999") ? given.ToDateTimeOffset() : default;
    }
}
