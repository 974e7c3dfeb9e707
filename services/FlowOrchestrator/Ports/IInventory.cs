using Flux.Contracts.Inventory.V1;

namespace Flux.FlowOrchestrator.Ports;

/// <summary>What runs need of the inventory. Every method throws <see cref="Common.FailureException"/> when the call fails.</summary>
internal interface IInventory
{
    /// <summary>The active elements that a filter selects, in ascending id; a filter that names an unknown group, profile or location fails.</summary>
    Task<IReadOnlyList<ElementRef>> SelectAsync(ElementFilter filter, CancellationToken cancellationToken);

    /// <summary>One element.</summary>
    Task<ElementRef> GetElementAsync(long id, CancellationToken cancellationToken);

    /// <summary>Those of some elements that exist, in any order.</summary>
    Task<IReadOnlyList<ElementRef>> FindElementsAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken);

    /// <summary>Writes settings.</summary>
    Task<SaveSettingsResponse> SaveSettingsAsync(SaveSettingsRequest request, CancellationToken cancellationToken);

    /// <summary>Writes one field of an element.</summary>
    /// <param name="element">Holds the id and the field.</param>
    /// <param name="field">The field's proto name.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task UpdateElementAsync(Element element, string field, CancellationToken cancellationToken);

    /// <summary>Notes the start of a task.</summary>
    Task RecordExecutionAsync(long elementId, DateTimeOffset start, CancellationToken cancellationToken);
}
