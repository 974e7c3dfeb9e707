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

    /// <summary>Works on a copy; <paramref name="names"/> are those of the stored relations. Relations must have been checked; violations of transport settings are added.</summary>
    public ElementChange Edit(StoredElement stored, RelationNames names, Element given, IReadOnlyCollection<string> fields, Relations relations, string path, Violations violations)
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
            if (Write(stored, result, names, given, field, path, violations) is { } change) changes.Add(change);
        }

        if (changes.Count > 0) result.Fields.LastChange = clock.GetUtcNow().ToTimestamp();
        return new ElementChange(result, changes);
    }

    private AuditChange? Write(
        StoredElement stored, StoredElement result, RelationNames names, Element given, string field, string path, Violations violations) => field switch
        {
            "location" => stored.LocationId == result.LocationId ? null : AuditChange.OfText(field, names.Location, given.Location),
            "profile" => stored.ProfileId == result.ProfileId ? null : AuditChange.OfText(field, names.Profile, given.Profile),
            "organization" => stored.OrganizationId == result.OrganizationId ? null : AuditChange.OfText(field, names.Organization, given.Organization),
            "groups" => stored.GroupIds.Order().SequenceEqual(result.GroupIds.Order()) ? null : new AuditChange(field, List(names.Groups), List(given.Groups)),
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
        return AuditChange.OfSecret(field, stored.Length > 0, wanted.Length > 0);
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

        // A flag is never absent: what is not set is false.
        return new AuditChange(field, wasSet || before is bool ? Serialize(before) : null, Serialize(accessor.GetValue(element)));
    }

    private static string Serialize(object value) => value is string text ? JsonText.Quote(text) : JsonSerializer.Serialize(value, Plain);

    private static string List(IEnumerable<string> names) => $"[{string.Join(',', names.Select(JsonText.Quote))}]";

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
