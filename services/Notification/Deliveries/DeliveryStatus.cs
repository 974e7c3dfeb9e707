namespace Flux.Notification.Deliveries;

/// <summary>Where a stored mail is on its way; the names are those of the contract.</summary>
internal enum DeliveryStatus
{
    /// <summary>Stored, not tried yet.</summary>
    Queued,

    /// <summary>On the wire; after a crash it is tried again with the same Message-ID.</summary>
    Sending,

    /// <summary>Taken for every recipient.</summary>
    Sent,

    /// <summary>Not taken for somebody for now; tried again at a stored time.</summary>
    Deferred,

    /// <summary>Refused for good for somebody, or given up.</summary>
    Failed,
}
