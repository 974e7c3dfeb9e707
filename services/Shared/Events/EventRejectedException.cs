namespace Flux.Events;

/// <summary>The event will never be taken, so the next one gets its turn.</summary>
public sealed class EventRejectedException(string message) : Exception(message);
