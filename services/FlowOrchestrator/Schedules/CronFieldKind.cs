namespace Flux.FlowOrchestrator.Schedules;

/// <summary>What a field of a cron expression may hold.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Least">The smallest value.</param>
/// <param name="Most">The greatest value.</param>
/// <param name="Names">Names of the values from <paramref name="Least"/> on.</param>
internal sealed record CronFieldKind(string Name, int Least, int Most, IReadOnlyList<string> Names);
