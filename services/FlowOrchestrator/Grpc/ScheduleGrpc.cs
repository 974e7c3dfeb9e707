using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Schedules;
using Grpc.Core;

namespace Flux.FlowOrchestrator.Grpc;

/// <summary>The contract's ScheduleService.</summary>
internal sealed class ScheduleGrpc(ScheduleApplier applier, ScheduleEditor editor, ScheduleReader schedules, ScheduleCommands commands) : ScheduleService.ScheduleServiceBase
{
    /// <inheritdoc/>
    public override async Task<ApplySchedulesResponse> ApplySchedules(ApplySchedulesRequest request, ServerCallContext context) =>
        new() { Resources = { await applier.ApplyAsync(request, context.CancellationToken) } };

    /// <inheritdoc/>
    public override async Task<GetScheduleResponse> GetSchedule(GetScheduleRequest request, ServerCallContext context) =>
        new() { Schedule = (await schedules.GetAsync(request.ShortName, context.CancellationToken)).Value.Schedule };

    /// <inheritdoc/>
    public override Task<ListSchedulesResponse> ListSchedules(ListSchedulesRequest request, ServerCallContext context) =>
        schedules.ListAsync(request, context.CancellationToken);

    /// <inheritdoc/>
    public override async Task<CreateScheduleResponse> CreateSchedule(CreateScheduleRequest request, ServerCallContext context) =>
        new() { Schedule = await editor.CreateAsync(request, context.CancellationToken) };

    /// <inheritdoc/>
    public override async Task<UpdateScheduleResponse> UpdateSchedule(UpdateScheduleRequest request, ServerCallContext context) =>
        new() { Schedule = await editor.UpdateAsync(request, context.CancellationToken) };

    /// <inheritdoc/>
    public override async Task<DeleteScheduleResponse> DeleteSchedule(DeleteScheduleRequest request, ServerCallContext context)
    {
        await commands.DeleteAsync(request, context.CancellationToken);
        return new DeleteScheduleResponse();
    }

    /// <inheritdoc/>
    public override async Task<PauseScheduleResponse> PauseSchedule(PauseScheduleRequest request, ServerCallContext context) =>
        new() { Schedule = await commands.PauseAsync(request, context.CancellationToken) };

    /// <inheritdoc/>
    public override async Task<ResumeScheduleResponse> ResumeSchedule(ResumeScheduleRequest request, ServerCallContext context) =>
        new() { Schedule = await commands.ResumeAsync(request, context.CancellationToken) };

    /// <inheritdoc/>
    public override async Task<TriggerScheduleResponse> TriggerSchedule(TriggerScheduleRequest request, ServerCallContext context) =>
        new() { Run = await commands.TriggerAsync(request, context.CancellationToken) };

    /// <inheritdoc/>
    public override Task<ListScheduleFiringsResponse> ListScheduleFirings(ListScheduleFiringsRequest request, ServerCallContext context) =>
        schedules.ListFiringsAsync(request, context.CancellationToken);

    /// <inheritdoc/>
    public override Task<PreviewScheduleResponse> PreviewSchedule(PreviewScheduleRequest request, ServerCallContext context) =>
        schedules.PreviewAsync(request, context.CancellationToken);
}
