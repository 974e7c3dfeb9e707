using System.Text.Json.Nodes;
using Flux.Contracts.Inventory.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Ports;

namespace Flux.FlowOrchestrator.Tasks;

/// <summary>The calls behind a script's <c>config</c> (semantics 4.3): the newest stored configuration, and storing another with its audit.</summary>
internal sealed class ConfigurationCalls(IConfigurations configurations)
{
    /// <summary><c>config.last</c>: <c>{"text", "klass", "section", "version", "required_approvement_percentage", "created"}</c>, or null.</summary>
    public async Task<JsonNode?> LastAsync(long elementId, JsonObject arguments, CancellationToken cancellationToken)
    {
        var last = await configurations.LastAsync(elementId, Text(arguments["klass"]), Text(arguments["section"]), cancellationToken);
        return last is null ? null : new JsonObject
        {
            ["text"] = last.Text,
            ["klass"] = last.Klass,
            ["section"] = last.Section,
            ["version"] = last.Version,
            ["required_approvement_percentage"] = last.RequiredApprovementPercentage,
            ["created"] = last.CreateTime.ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture),
        };
    }

    /// <summary><c>config.save</c>: <c>{"saved": bool}</c>; false when the newest is the same.</summary>
    /// <param name="elementId">The element.</param>
    /// <param name="actor">Who stores it: <c>run/id</c>.</param>
    /// <param name="arguments">Text, its attributes and the audit.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<JsonNode?> SaveAsync(long elementId, string actor, JsonObject arguments, CancellationToken cancellationToken)
    {
        var configuration = new StoredConfiguration
        {
            ElementId = elementId,
            Text = Text(arguments["text"]) ?? "",
            Klass = Text(arguments["klass"]) ?? "",
            Section = Text(arguments["section"]) ?? "",
            Version = Text(arguments["version"]) ?? "",
            RequiredApprovementPercentage = CallArguments.Read(arguments, "required_approvement_percentage", 0),
            Actor = actor,
        };
        if (CallArguments.Read<int?>(arguments, "audit_value", null) is { } audit)
            configuration.AuditValue = audit;
        if (CallArguments.Read<bool?>(arguments, "approved", null) is { } approved)
            configuration.Approved = approved;
        if (arguments["checks"] is JsonArray { Count: > 0 } checks)
            configuration.ChecksJson = Json.Write(checks);
        return new JsonObject { ["saved"] = await configurations.SaveAsync(configuration, cancellationToken) };
    }

    private static string? Text(JsonNode? value) => value is null ? null : Json.Text(value);
}
