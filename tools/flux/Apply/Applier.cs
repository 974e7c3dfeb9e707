using Flux.Cli.Yaml;
using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;
using Flux.Contracts.Inventory.V1;
using Flux.Contracts.Notification.V1;
using Flux.Hosting;
using Google.Protobuf;
using Grpc.Core;

namespace Flux.Cli.Apply;

/// <summary>Makes a file true: every service checks its part first, and only when all agree something is written.</summary>
internal sealed class Applier(SuiteConnection suite)
{
    /// <summary>Asks every service whether its part is good; notes what is not.</summary>
    /// <returns>What applying would do; the rest of the list is missing where a service refused.</returns>
    public async Task<IReadOnlyList<AppliedResource>> CheckAsync(Bundle bundle, SourceErrors errors, CancellationToken cancellationToken)
    {
        var outcomes = new List<AppliedResource>();
        var known = errors.All.Select(error => Resource(error.Path)).ToHashSet();
        foreach (var request in bundle.Requests)
        {
            try
            {
                outcomes.AddRange(await SendAsync(request, validateOnly: true, cancellationToken));
            }
            catch (RpcException error) when (error.GetViolations() is { Count: > 0 } violations)
            {
                foreach (var violation in violations)
                {
                    var place = bundle.Places.Find(violation.Field) ?? SourcePlace.Nowhere(violation.Field);
                    // What the file itself got wrong would only come back in other words.
                    if (!known.Contains(Resource(place.Path)))
                        errors.Add(ScriptLine.In(violation.Description, place), place.Path, violation.Description);
                }
            }
        }

        await new References(suite).CheckAsync(bundle, errors, cancellationToken);
        return outcomes;
    }

    /// <summary>Writes everything, what is referred to first.</summary>
    public async Task<IReadOnlyList<AppliedResource>> ApplyAsync(Bundle bundle, CancellationToken cancellationToken)
    {
        var outcomes = new List<AppliedResource>();
        foreach (var request in bundle.Requests)
            outcomes.AddRange(await SendAsync(request, validateOnly: false, cancellationToken));
        return outcomes;
    }

    private static string Resource(string path) => path[..(path.IndexOf(']') + 1)];

    private async Task<IEnumerable<AppliedResource>> SendAsync(IMessage request, bool validateOnly, CancellationToken cancellationToken)
    {
        // A service with nothing to do need not even be up.
        if (request.CalculateSize() == 0)
            return [];
        switch (request)
        {
            case ApplyInventoryRequest inventory:
                return (await suite.Inventory.ApplyInventoryAsync(new(inventory) { ValidateOnly = validateOnly }, cancellationToken: cancellationToken)).Resources;
            case ApplyNotificationRequest notification:
                return (await suite.Notification.ApplyNotificationAsync(new(notification) { ValidateOnly = validateOnly }, cancellationToken: cancellationToken)).Resources;
            case ApplySchedulesRequest schedules:
                return (await suite.Schedules.ApplySchedulesAsync(new(schedules) { ValidateOnly = validateOnly }, cancellationToken: cancellationToken)).Resources;
            default:
                return (await suite.Flow.ApplyDefinitionsAsync(new((ApplyDefinitionsRequest)request) { ValidateOnly = validateOnly }, cancellationToken: cancellationToken)).Resources;
        }
    }
}
