using Flux.Contracts.Context.V1;
using Flux.Contracts.Device.V1;
using Flux.Contracts.Flow.V1;
using Flux.Contracts.Inventory.V1;
using Flux.Contracts.Notification.V1;
using Flux.Contracts.Script.V1;
using Flux.Hosting;
using Google.Protobuf.Reflection;

namespace Flux.Cli.Calling;

/// <summary>Every method of the contract and the service that answers it.</summary>
internal static class Contract
{
    private static readonly Dictionary<FluxService, FileDescriptor[]> _files = new()
    {
        [FluxService.Inventory] =
        [
            InventoryServiceReflection.Descriptor, ConfigurationServiceReflection.Descriptor, DirectoryServiceReflection.Descriptor, AdministrationServiceReflection.Descriptor,
        ],
        [FluxService.Context] = [ContextServiceReflection.Descriptor],
        [FluxService.Flow] = [FlowServiceReflection.Descriptor, ScheduleServiceReflection.Descriptor],
        [FluxService.Script] = [ScriptServiceReflection.Descriptor],
        [FluxService.Device] = [DeviceServiceReflection.Descriptor],
        [FluxService.Notification] = [NotificationServiceReflection.Descriptor],
    };

    /// <summary>All methods with their services.</summary>
    public static IReadOnlyList<(FluxService Service, MethodDescriptor Method)> Methods { get; } =
        [.. _files.SelectMany(service => service.Value.SelectMany(file => file.Services).SelectMany(type => type.Methods).Select(method => (service.Key, method)))];

    /// <summary>"flux.inventory.v1.InventoryService/ListElements".</summary>
    public static string NameOf(MethodDescriptor method) => $"{method.Service.FullName}/{method.Name}";

    /// <summary>Finds a method by its full name, or by an ending that only one has: "InventoryService/ListElements", "ListElements".</summary>
    /// <exception cref="CliException">None or several have it.</exception>
    public static (FluxService Service, MethodDescriptor Method) Find(string name)
    {
        var found = Methods.Where(entry => NameOf(entry.Method) is var full && (full == name || full.EndsWith("/" + name, StringComparison.OrdinalIgnoreCase) || full.EndsWith("." + name, StringComparison.OrdinalIgnoreCase))).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new CliException($"no method '{name}'{Yaml.Suggestion.For(name, Methods.Select(entry => entry.Method.Name))}; ./flux call --list shows all"),
            _ => throw new CliException($"'{name}' is the name of several methods: {string.Join(", ", found.Select(entry => NameOf(entry.Method)))}"),
        };
    }
}
