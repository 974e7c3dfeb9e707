using System.Text.Json.Serialization;

namespace Flux.Notification.Deliveries;

/// <summary>What an event says about a delivery; its words for people stay in the delivery.</summary>
internal sealed record MailEventData(
    [property: JsonPropertyName("delivery_id")] string DeliveryId,
    [property: JsonPropertyName("message_id")] string MessageId,
    [property: JsonPropertyName("idempotency_key")] string IdempotencyKey,
    [property: JsonPropertyName("delivered")] IReadOnlyList<string> Delivered,
    [property: JsonPropertyName("refused")] IReadOnlyList<string> Refused,
    [property: JsonPropertyName("attempts")] int Attempts,
    [property: JsonPropertyName("destination")] string Destination,
    [property: JsonPropertyName("reason")] string Reason);
