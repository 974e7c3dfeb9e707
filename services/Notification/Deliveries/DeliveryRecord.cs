using Flux.Documents;
using Flux.Notification.Composition;

namespace Flux.Notification.Deliveries;

/// <summary>One mail in the outbox, stored before anything is sent. The document's id grows with time.</summary>
internal sealed record DeliveryRecord
{
    /// <summary>The collection; "key" is what makes two requests one mail.</summary>
    public static DocumentType<DeliveryRecord> Type { get; } = new("deliveries",
    [
        new("state", delivery => delivery.State.ToString()),
        new("key", delivery => delivery.UniqueKey, Unique: true),
        new("idempotency", delivery => delivery.IdempotencyKey),
    ]);

    /// <summary>Where it is.</summary>
    public DeliveryStatus State { get; init; }

    /// <summary>The mail.</summary>
    public required OutgoingMail Mail { get; init; }

    /// <summary>Key of the request; may be empty.</summary>
    public string IdempotencyKey { get; init; } = "";

    /// <summary>Hash of key and recipients; null when the request had no key.</summary>
    public string? UniqueKey { get; init; }

    /// <summary>Recipients who have not got it and still may.</summary>
    public required IReadOnlyList<string> Pending { get; init; }

    /// <summary>Recipients who got it.</summary>
    public IReadOnlyList<string> Delivered { get; init; } = [];

    /// <summary>Recipients refused, at the last try or for good.</summary>
    public IReadOnlyList<RecipientRefusal> Refused { get; init; } = [];

    /// <summary>Why it is deferred or failed; else empty.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The reason for people.</summary>
    public string Message { get; init; } = "";

    /// <summary>Tries begun.</summary>
    public int Attempts { get; init; }

    /// <summary>When it is tried again.</summary>
    public DateTimeOffset? RetryTime { get; init; }

    /// <summary>The machine that tries it or tried it last.</summary>
    public string Owner { get; init; } = "";

    /// <summary>When the last try began.</summary>
    public DateTimeOffset? ClaimTime { get; init; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset CreateTime { get; init; }

    /// <summary>When it was queued last; it is tried for a day from then.</summary>
    public DateTimeOffset QueueTime { get; init; }

    /// <summary>When somebody took it last.</summary>
    public DateTimeOffset? SentTime { get; init; }

    /// <summary>Where it went.</summary>
    public string Destination { get; init; } = "";

    /// <summary>A try is under way or comes at once.</summary>
    public bool IsOpen => (State == DeliveryStatus.Queued && RetryTime is null) || State == DeliveryStatus.Sending;
}
