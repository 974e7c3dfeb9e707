namespace Flux.Events;

/// <summary>Hands events to whatever brings them to others. Calls come one at a time, in the order of the events.</summary>
public interface IEventPublisher
{
    /// <summary>
    /// Completes when the event is safe with the next one. Throws <see cref="EventRejectedException"/> when it will never be taken;
    /// after any other exception it is tried again.
    /// </summary>
    Task PublishAsync(FluxEvent item, CancellationToken ct);
}
