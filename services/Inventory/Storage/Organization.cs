using Flux.Documents;

namespace Flux.Inventory.Storage;

/// <summary>A tenant; it comes to be when an element first names it.</summary>
internal sealed record Organization(long Id, string Name)
{
    public static readonly DocumentType<Organization> Type = new("organizations", [new("name", organization => organization.Name, Unique: true)]);
}
