namespace Grpc.Core;

/// <summary>Deadline and cancellation of an incoming call, to be taken over by outgoing ones.</summary>
public abstract class ContextPropagationToken
{
    internal ContextPropagationToken()
    {
    }
}
