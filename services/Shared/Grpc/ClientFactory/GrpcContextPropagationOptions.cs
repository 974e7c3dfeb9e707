namespace Grpc.AspNetCore.ClientFactory;

/// <summary>What outgoing calls take over from the incoming one.</summary>
public class GrpcContextPropagationOptions
{
    /// <summary>Whether a call outside of any incoming call is allowed. Default: it is an error.</summary>
    public bool SuppressContextNotFoundErrors { get; set; }
}
