using Flux.Contracts.Inventory.V1;
using Flux.Hosting;
using Flux.Inventory.Apply;

namespace Flux.Inventory.Locations;

/// <summary>Makes a location as declared.</summary>
internal sealed class LocationEditor : IResourceEditor<Location>
{
    private const int MaxText = 4000;

    public Location Edit(Location? stored, Location declared, string path, Violations violations, List<string> changed)
    {
        violations.Require(declared.Description.Length <= MaxText, path + "description", $"is longer than {MaxText} characters.");
        violations.Require(declared.Address.Length <= MaxText, path + "address", $"is longer than {MaxText} characters.");
        Coordinates.Check(declared.HasLatitude ? declared.Latitude : null, declared.HasLongitude ? declared.Longitude : null, path, violations);
        var result = declared.Clone();
        result.Etag = "";
        result.Id = stored?.Id ?? 0;
        if (stored is null) return result;
        if (stored.Description != result.Description) changed.Add("description");
        if (stored.Address != result.Address) changed.Add("address");
        if (stored.HasLatitude != result.HasLatitude || stored.Latitude != result.Latitude) changed.Add("latitude");
        if (stored.HasLongitude != result.HasLongitude || stored.Longitude != result.Longitude) changed.Add("longitude");
        return result;
    }
}
