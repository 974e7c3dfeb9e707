using Flux.Cli.Yaml;
using Flux.Contracts.Flow.V1;
using Flux.Contracts.Inventory.V1;
using Flux.Contracts.Notification.V1;
using Google.Protobuf;

namespace Flux.Cli.Apply;

/// <summary>What one file declares: a request for each service that keeps resources.</summary>
internal sealed record Bundle
{
    /// <summary>Locations, groups, profiles, elements, organizations, users.</summary>
    public ApplyInventoryRequest Inventory { get; } = new();

    /// <summary>Services, templates.</summary>
    public ApplyNotificationRequest Notification { get; } = new();

    /// <summary>Models, tasks, flows.</summary>
    public ApplyDefinitionsRequest Definitions { get; } = new();

    /// <summary>Schedules.</summary>
    public ApplySchedulesRequest Schedules { get; } = new();

    /// <summary>Where everything stands.</summary>
    public SourceMap Places { get; } = new();

    /// <summary>All of them, in the order in which they are applied: what is referred to first.</summary>
    public IReadOnlyList<IMessage> Requests => [Inventory, Notification, Definitions, Schedules];
}
