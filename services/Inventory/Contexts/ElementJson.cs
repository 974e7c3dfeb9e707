using System.Buffers;
using System.Text;
using System.Text.Json;
using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Inventory.Storage;
using Google.Protobuf.WellKnownTypes;

namespace Flux.Inventory.Contexts;

/// <summary>
/// Writes an element as seed 000 shows it ("Element Serialization"): its fields in its order, the location nested, the other relations as ids,
/// texts that are empty as null, times in ISO 8601 (UTC), secrets in clear.
/// </summary>
internal static class ElementJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = LeastJsonEncoder.Instance };

    private static readonly string[] Texts =
    [
        "software_version", "hardware_version", "serial_number", "serial_number_alt", "ip_address", "ip_network", "dfgw_address", "dns_servers", "mac_address",
    ];

    private static readonly string[] Notes = ["description", "description2", "description3", "description4", "notes", "active_alert", "alert"];

    /// <param name="element">The fields, secrets in clear.</param>
    /// <param name="stored">The relations.</param>
    /// <param name="location">Its location; null for none.</param>
    /// <param name="state">Its executions.</param>
    public static string Write(Element element, StoredElement stored, Location? location, ElementState state)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteNumber("id", element.Id);
        json.WriteString("name", element.Name);
        json.WriteString("uuid", element.Uuid);
        json.WriteBoolean("status", element.Status);
        WriteTime(json, "status_change", element.StatusChange);
        WriteTime(json, "prev_status_change", element.PrevStatusChange);
        json.WriteBoolean("is_active", element.IsActive);
        json.WriteBoolean("debug", element.Debug);
        json.WriteBoolean("sync", element.Sync);
        json.WriteBoolean("reconf", element.Reconf);
        json.WriteBoolean("internal", element.Internal);
        WriteLocation(json, location);
        WriteDegrees(json, "latitude", element.HasLatitude ? element.Latitude : null);
        WriteDegrees(json, "longitude", element.HasLongitude ? element.Longitude : null);
        WriteId(json, "profile", stored.ProfileId);
        WriteId(json, "organization", stored.OrganizationId);
        json.WriteBoolean("is_public", element.IsPublic);
        json.WriteStartArray("group");
        foreach (var id in stored.GroupIds) json.WriteNumberValue(id);
        json.WriteEndArray();
        WriteText(json, "certificate", element.Certificate);
        WriteText(json, "key", element.Key);
        WriteText(json, "password", element.Password);
        WriteText(json, "elevated_priv_password", element.ElevatedPrivPassword);
        WriteText(json, "management_address", element.ManagementAddress);
        WriteText(json, "management_gateway", element.ManagementGateway);
        json.WritePropertyName("transport_settings");
        json.WriteRawValue(element.TransportSettingsJson.Length == 0 ? "null" : element.TransportSettingsJson);
        foreach (var name in Texts) WriteText(json, name, Elements.ElementFields.GetText(element, name));
        WriteTime(json, "created", element.Created);
        WriteText(json, "created_by", element.CreatedBy);
        WriteTime(json, "last_change", element.LastChange);
        WriteTime(json, "first_execution", state.FirstExecution?.ToTimestamp());
        WriteTime(json, "last_execution", state.LastExecution?.ToTimestamp());
        foreach (var name in Notes) WriteText(json, name, Elements.ElementFields.GetText(element, name));
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteLocation(Utf8JsonWriter json, Location? location)
    {
        if (location is null)
        {
            json.WriteNull("location");
            return;
        }

        json.WriteStartObject("location");
        json.WriteNumber("id", location.Id);
        json.WriteString("name", location.Name);
        WriteText(json, "description", location.Description);
        WriteText(json, "address", location.Address);
        WriteDegrees(json, "latitude", location.HasLatitude ? location.Latitude : null);
        WriteDegrees(json, "longitude", location.HasLongitude ? location.Longitude : null);
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string value)
    {
        if (value.Length == 0) json.WriteNull(name);
        else json.WriteString(name, value);
    }

    private static void WriteId(Utf8JsonWriter json, string name, long? id)
    {
        if (id is { } value) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }

    private static void WriteTime(Utf8JsonWriter json, string name, Timestamp? time)
    {
        if (time is null) json.WriteNull(name);
        else json.WriteString(name, time.ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'"));
    }

    private static void WriteDegrees(Utf8JsonWriter json, string name, double? value)
    {
        json.WritePropertyName(name);
        if (value is not { } degrees)
        {
            json.WriteNullValue();
            return;
        }

        // 50 degrees are a float to Python, so they need their ".0".
        var text = degrees.ToString("R");
        json.WriteRawValue(text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text);
    }
}
