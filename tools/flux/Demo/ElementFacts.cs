using Flux.Contracts.Inventory.V1;

namespace Flux.Cli.Demo;

/// <summary>The settings of one element before and after the runs.</summary>
/// <param name="Name">The element.</param>
/// <param name="Before">JSON text of the values by key.</param>
/// <param name="After">The same, afterwards.</param>
internal sealed record ElementFacts(string Name, IReadOnlyDictionary<string, string> Before, IReadOnlyDictionary<string, string> After)
{
    /// <summary>Reads an element's settings; those without a value are left out.</summary>
    public static async Task<Dictionary<string, string>> ReadAsync(InventoryService.InventoryServiceClient inventory, string name, CancellationToken cancellationToken)
    {
        var element = (await inventory.GetElementAsync(new GetElementRequest { Name = name }, cancellationToken: cancellationToken)).Element;
        var settings = await inventory.ListSettingsAsync(new ListSettingsRequest { ElementId = element.Id }, cancellationToken: cancellationToken);
        return settings.Settings.Where(setting => setting.ValueJson.Length > 0).ToDictionary(setting => setting.Key, setting => setting.ValueJson);
    }
}
