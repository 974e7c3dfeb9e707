using Flux.Contracts.Inventory.V1;
using Flux.Hosting;

namespace Flux.Inventory.Elements;

/// <summary>Checks the fields of an element that a caller writes; <c>path</c> is "" or ends in a dot.</summary>
internal static class ElementValidator
{
    private const int MaxText = 64 * 1024;
    private const int MaxAddress = 255;

    public static void Check(Element element, IReadOnlyCollection<string> fields, string path, Relations relations, Violations violations)
    {
        foreach (var field in fields)
        {
            if (ElementFields.Field(field).Accessor.GetValue(element) is string text)
                violations.Require(text.Length <= MaxText, path + field, $"is longer than {MaxText} characters.");
        }

        if (fields.Contains("name")) Names.Check(element.Name, path + "name", violations);
        if (fields.Contains("organization") && element.Organization.Length > 0) Names.Check(element.Organization, path + "organization", violations);
        if (fields.Contains("management_address"))
        {
            var address = element.ManagementAddress;
            violations.Require(
                address.Length <= MaxAddress && !address.Any(c => char.IsWhiteSpace(c) || c is '/' or '@'), path + "management_address",
                "must be a host name or an IP address; the port goes into transport_settings.");
        }

        Coordinates.Check(element.HasLatitude ? element.Latitude : null, element.HasLongitude ? element.Longitude : null, path, violations);
        if (fields.Contains("location")) Find(element.Location, relations.Locations, "location", path + "location", violations);
        if (fields.Contains("profile")) Find(element.Profile, relations.Profiles, "profile", path + "profile", violations);
        for (var i = 0; fields.Contains("groups") && i < element.Groups.Count; i++)
        {
            var name = element.Groups[i];
            if (element.Groups.IndexOf(name) < i) violations.Add($"{path}groups[{i}]", $"names group '{name}' a second time.");
            else if (name.Length == 0) violations.Add($"{path}groups[{i}]", "must not be empty.");
            else Find(name, relations.Groups, "group", $"{path}groups[{i}]", violations);
        }
    }

    private static void Find(string name, IReadOnlyDictionary<string, long> known, string kind, string path, Violations violations) =>
        violations.Require(name.Length == 0 || known.ContainsKey(name), path, $"there is no {kind} '{name}'; declare it or correct the name.");
}
