using Flux.Hosting;

namespace Flux.Inventory;

/// <summary>Geographic degrees.</summary>
internal static class Coordinates
{
    public static void Check(double? latitude, double? longitude, string path, Violations violations)
    {
        violations.Require(latitude is null or (>= -90 and <= 90), path + "latitude", "must be from -90 to 90 degrees.");
        violations.Require(longitude is null or (>= -180 and <= 180), path + "longitude", "must be from -180 to 180 degrees.");
    }
}
