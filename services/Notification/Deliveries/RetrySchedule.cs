namespace Flux.Notification.Deliveries;

/// <summary>Decides what a try's outcome makes of a delivery; the only place that does.</summary>
internal sealed class RetrySchedule(MailOptions options)
{
    /// <summary>The delivery after a try that ended now.</summary>
    public DeliveryRecord After(DeliveryRecord delivery, MailOutcome outcome, DateTimeOffset now)
    {
        var later = outcome.Refused.Where(refusal => !refusal.Permanent).Select(refusal => refusal.Recipient).ToList();
        var retry = now + Delay(delivery.Attempts);
        var givenUp = later.Count > 0 && retry > delivery.QueueTime + options.GiveUpAfter;
        var refused = delivery.Refused.Where(refusal => refusal.Permanent).Concat(outcome.Refused).ToList();
        var deferred = later.Count > 0 && !givenUp;
        return delivery with
        {
            State = deferred ? DeliveryStatus.Deferred : refused.Count > 0 ? DeliveryStatus.Failed : DeliveryStatus.Sent,
            Pending = deferred ? later : [],
            Delivered = [.. delivery.Delivered, .. outcome.Delivered],
            Refused = refused,
            Reason = refused.Count > 0 ? refused[0].Reason : "",
            Message = Describe(refused, delivery.Delivered.Count + outcome.Delivered.Count, givenUp),
            RetryTime = deferred ? retry : null,
            SentTime = outcome.Delivered.Count > 0 ? now : delivery.SentTime,
            Destination = outcome.Destination,
        };
    }

    /// <summary>Doubles with each try, up to the longest pause.</summary>
    public TimeSpan Delay(int attempts)
    {
        var factor = Math.Pow(2, Math.Clamp(attempts - 1, 0, 60));
        return factor < options.MaxRetryDelay / options.RetryDelay ? options.RetryDelay * factor : options.MaxRetryDelay;
    }

    private string Describe(List<RecipientRefusal> refused, int delivered, bool givenUp)
    {
        if (refused.Count == 0)
            return "";
        var groups = refused.GroupBy(refusal => refusal.Message, StringComparer.Ordinal).ToList();
        var everybody = groups.Count == 1 && delivered == 0;
        var text = string.Join("; ", groups.Select(group => everybody ? group.Key : $"{string.Join(", ", group.Select(refusal => refusal.Recipient))}: {group.Key}"));
        if (delivered > 0)
            text += $" (the other {delivered} got it)";
        return givenUp ? $"given up after {options.GiveUpAfter.TotalHours:0.##} h: {text}" : text;
    }
}
