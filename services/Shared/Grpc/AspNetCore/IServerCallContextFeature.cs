using Grpc.Core;

namespace Grpc.AspNetCore.Server;

/// <summary>Request feature: the call's context.</summary>
public interface IServerCallContextFeature
{
    /// <summary>The call's context.</summary>
    ServerCallContext ServerCallContext { get; }
}
