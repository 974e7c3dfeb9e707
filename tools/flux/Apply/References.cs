using Flux.Cli.Yaml;
using Flux.Contracts.Flow.V1;
using Flux.Contracts.Inventory.V1;
using Flux.Contracts.Notification.V1;
using Grpc.Core;
using Task = System.Threading.Tasks.Task;

namespace Flux.Cli.Apply;

/// <summary>Checks the names that lead from one service's resources to another's; within a service the service itself checks.</summary>
internal sealed class References(SuiteConnection suite)
{
    // The services' largest page: enough for a suggestion.
    private const int Page = 1000;

    /// <summary>Notes each name that is neither in the file nor stored.</summary>
    public async Task CheckAsync(Bundle bundle, SourceErrors errors, CancellationToken cancellationToken)
    {
        var (inventory, notification) = (suite.Inventory, suite.Notification);
        var flows = bundle.Definitions.Flows.Index().Where(flow => flow.Item.Selection is not null).ToList();
        var tasks = bundle.Definitions.Tasks.Index();
        Use[] uses =
        [
            new("group", flows.SelectMany(flow => flow.Item.Selection.Groups.Index().Select(group => ($"flows[{flow.Index}].selection.groups[{group.Index}]", group.Item))),
                bundle.Inventory.Groups.Select(group => group.Name),
                async name => await inventory.GetGroupAsync(new GetGroupRequest { Name = name }, cancellationToken: cancellationToken),
                async () => (await inventory.ListGroupsAsync(new ListGroupsRequest { PageSize = Page }, cancellationToken: cancellationToken)).Groups.Select(group => group.Name)),
            new("profile", flows.Select(flow => ($"flows[{flow.Index}].selection.profile", flow.Item.Selection.Profile)),
                bundle.Inventory.Profiles.Select(profile => profile.Name),
                async name => await inventory.GetProfileAsync(new GetProfileRequest { Name = name }, cancellationToken: cancellationToken),
                async () => (await inventory.ListProfilesAsync(new ListProfilesRequest { PageSize = Page }, cancellationToken: cancellationToken)).Profiles.Select(profile => profile.Name)),
            new("location", flows.Select(flow => ($"flows[{flow.Index}].selection.location", flow.Item.Selection.Location)),
                bundle.Inventory.Locations.Select(location => location.Name),
                async name => await inventory.GetLocationAsync(new GetLocationRequest { Name = name }, cancellationToken: cancellationToken),
                async () => (await inventory.ListLocationsAsync(new ListLocationsRequest { PageSize = Page }, cancellationToken: cancellationToken)).Locations.Select(location => location.Name)),
            new("element", flows.SelectMany(flow => flow.Item.Selection.Names.Index().Select(name => ($"flows[{flow.Index}].selection.names[{name.Index}]", name.Item))),
                bundle.Inventory.Elements.Select(element => element.Element.Name),
                async name => await inventory.GetElementAsync(new GetElementRequest { Name = name }, cancellationToken: cancellationToken),
                async () => (await inventory.ListElementsAsync(new ListElementsRequest { PageSize = Page }, cancellationToken: cancellationToken)).Elements.Select(element => element.Name)),
            new("flow", bundle.Schedules.Schedules.Index().Select(schedule => ($"schedules[{schedule.Index}].flow", schedule.Item.Flow)),
                bundle.Definitions.Flows.Select(flow => flow.ShortName),
                async name => await suite.Flow.GetFlowAsync(new GetFlowRequest { ShortName = name }, cancellationToken: cancellationToken),
                async () => (await suite.Flow.ListFlowsAsync(new ListFlowsRequest { PageSize = Page }, cancellationToken: cancellationToken)).Flows.Select(flow => flow.ShortName)),
            new("service", tasks.Select(task => ($"tasks[{task.Index}].service", task.Item.Service)),
                bundle.Notification.Services.Select(service => service.Name),
                async name => await notification.GetEmailServiceAsync(new GetEmailServiceRequest { Name = name }, cancellationToken: cancellationToken),
                async () => (await notification.ListEmailServicesAsync(new ListEmailServicesRequest { PageSize = Page }, cancellationToken: cancellationToken)).Services.Select(service => service.Name)),
        ];
        foreach (var use in uses)
            await CheckAsync(use, bundle.Places, errors);
    }

    private static async Task CheckAsync(Use use, SourceMap places, SourceErrors errors)
    {
        var declared = use.Declared.ToHashSet();
        var stored = new HashSet<string>();
        foreach (var (field, name) in use.Names.Where(name => name.Name.Length > 0 && !declared.Contains(name.Name)))
        {
            if (stored.Contains(name) || await ExistsAsync(use, name))
            {
                stored.Add(name);
                continue;
            }

            var place = places.Find(field) ?? SourcePlace.Nowhere(field);
            errors.Add(place.Position, place.Path, $"{use.Kind} '{name}' is neither in this file nor stored{Suggestion.For(name, declared.Concat(await use.List()))}");
        }
    }

    private static async Task<bool> ExistsAsync(Use use, string name)
    {
        try
        {
            await use.Get(name);
            return true;
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.NotFound)
        {
            return false;
        }
    }

    /// <summary>Names of one kind: where the file uses them, which it declares, and how to ask the service.</summary>
    private sealed record Use(
        string Kind, IEnumerable<(string Field, string Name)> Names, IEnumerable<string> Declared, Func<string, Task> Get, Func<Task<IEnumerable<string>>> List);
}
