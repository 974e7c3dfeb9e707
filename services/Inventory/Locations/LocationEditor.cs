using Flux.Contracts.Inventory.V1;
using Flux.Hosting;
using Flux.Inventory.Apply;
using Flux.Inventory.Audit;

namespace Flux.Inventory.Locations;

/// <summary>Makes a location as declared.</summary>
internal sealed class LocationEditor : IResourceEditor<Location>
{
    private const int MaxText = 4000;

    public Location Edit(Location? stored, Location declared, string path, Violations violations, List<AuditChange> changes)
    {
        violations.Require(declared.Description.Length <= MaxText, path + "description", $"is longer than {MaxText} characters.");
        violations.Require(declared.Address.Length <= MaxText, path + "address", $"is longer than {MaxText} characters.");
        Coordinates.Check(declared.HasLatitude ? declared.Latitude : null, declared.HasLongitude ? declared.Longitude : null, path, violations);
        var result = declared.Clone();
        result.Etag = "";
        result.Id = stored?.Id ?? 0;
        if (stored is null) return result;
        if (stored.Description != result.Description) changes.Add(AuditChange.OfText("description", stored.Description, result.Description));
        if (stored.Address != result.Address) changes.Add(AuditChange.OfText("address", stored.Address, result.Address));
        Compare("latitude", stored.HasLatitude ? stored.Latitude : null, result.HasLatitude ? result.Latitude : null, changes);
        Compare("longitude", stored.HasLongitude ? stored.Longitude : null, result.HasLongitude ? result.Longitude : null, changes);
        return result;
    }

    private static void Compare(string field, double? stored, double? result, List<AuditChange> changes)
    {
        if (stored != result) changes.Add(new AuditChange(field, stored?.ToString("R"), result?.ToString("R")));
    }
}
