using System.Text.Json;
using System.Text.Json.Serialization;
using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Documents.Secrets;
using Flux.Hosting;
using Flux.Inventory.Audit;
using Flux.Inventory.Storage;
using Google.Protobuf.WellKnownTypes;

namespace Flux.Inventory.Elements;

/// <summary>Writes fields into a stored element and tells which of them really change.</summary>
internal sealed class ElementEditor(ElementSecrets secrets, TimeProvider clock)
{
    // NaN is refused elsewhere; until then it must not stop the search for further violations.
    private static readonly JsonSerializerOptions Plain = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>Works on a copy. Relations must have been checked; violations of transport settings are added.</summary>
    public ElementChange Edit(StoredElement stored, Element given, IReadOnlyCollection<string> fields, Relations relations, string path, Violations violations)
    {
        var result = stored with { Fields = stored.Fields.Clone() };
        var changes = new List<AuditChange>();
        foreach (var field in fields)
        {
            result = field switch
            {
                "location" => result with { LocationId = IdOf(given.Location, relations.Locations) },
                "profile" => result with { ProfileId = IdOf(given.Profile, relations.Profiles) },
                "organization" => result with { OrganizationId = IdOf(given.Organization, relations.Organizations) },
                "groups" => result with { GroupIds = [.. given.Groups.Select(name => relations.Groups.GetValueOrDefault(name)).Distinct()] },
                _ => result,
            };
            if (Write(stored, result, given, field, path, violations) is { } change) changes.Add(change);
        }

        if (changes.Count > 0) result.Fields.LastChange = clock.GetUtcNow().ToTimestamp();
        return new ElementChange(result, changes);
    }

    private AuditChange? Write(StoredElement stored, StoredElement result, Element given, string field, string path, Violations violations) => field switch
    {
        "location" => stored.LocationId == result.LocationId ? null : new AuditChange(field, null, JsonText.Quote(given.Location)),
        "profile" => stored.ProfileId == result.ProfileId ? null : new AuditChange(field, null, JsonText.Quote(given.Profile)),
        "organization" => stored.OrganizationId == result.OrganizationId ? null : new AuditChange(field, null, JsonText.Quote(given.Organization)),
        "groups" => stored.GroupIds.Order().SequenceEqual(result.GroupIds.Order()) ? null : new AuditChange(field, null, JsonSerializer.Serialize(given.Groups)),
        "transport_settings_json" => WriteTransport(result.Fields, given.TransportSettingsJson, path + field, violations),
        _ when ElementFields.Secrets.Contains(field) => WriteSecret(result.Fields, field, ElementFields.GetText(given, field)),
        _ => WritePlain(result.Fields, given, field),
    };

    private AuditChange? WriteTransport(Element element, string given, string path, Violations violations)
    {
        var stored = secrets.OpenTransport(element);
        var wanted = TransportSettings.Unmask(TransportSettings.Check(given, path, violations), stored);
        if (SameJson(stored, wanted)) return null;
        element.TransportSettingsJson = secrets.SealTransport(wanted);
        return new AuditChange("transport_settings_json", Blank(TransportSettings.Mask(stored)), Blank(TransportSettings.Mask(wanted)));
    }

    private AuditChange? WriteSecret(Element element, string field, string wanted)
    {
        var stored = secrets.Open(element, field);
        if (stored == wanted) return null;
        ElementFields.SetText(element, field, secrets.Seal(wanted));
        return new AuditChange(field, stored.Length == 0 ? null : JsonText.Quote(SecretMask.Mask), wanted.Length == 0 ? null : JsonText.Quote(SecretMask.Mask));
    }

    private AuditChange? WritePlain(Element element, Element given, string field)
    {
        var accessor = ElementFields.Field(field).Accessor;
        var before = accessor.GetValue(element);
        var wasSet = ElementFields.IsSet(element, field);
        ElementFields.Copy(given, element, field);
        // Unset means true for elements; the stored form is always explicit.
        if (!element.HasIsActive) element.IsActive = true;
        if (Equals(before, accessor.GetValue(element)) && wasSet == ElementFields.IsSet(element, field)) return null;
        if (field == "status")
        {
            element.PrevStatusChange = element.StatusChange;
            element.StatusChange = clock.GetUtcNow().ToTimestamp();
        }

        return new AuditChange(field, wasSet ? JsonSerializer.Serialize(before, Plain) : null, JsonSerializer.Serialize(accessor.GetValue(element), Plain));
    }

    private static long? IdOf(string name, IReadOnlyDictionary<string, long> ids) => ids.TryGetValue(name, out var id) ? id : null;

    private static string? Blank(string json) => json.Length == 0 ? null : json;

    private static bool SameJson(string left, string right)
    {
        if (left == right) return true;
        if (left.Length == 0 || right.Length == 0) return false;
        using var a = JsonDocument.Parse(left);
        using var b = JsonDocument.Parse(right);
        return JsonElement.DeepEquals(a.RootElement, b.RootElement);
    }
}
