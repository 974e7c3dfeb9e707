namespace Grpc.Core;

// What an outgoing call takes over from the incoming one.
internal sealed class CallPropagationToken(DateTime? deadline, CancellationToken cancellationToken) : ContextPropagationToken
{
    public DateTime? Deadline { get; } = deadline;

    public CancellationToken CancellationToken { get; } = cancellationToken;
}
