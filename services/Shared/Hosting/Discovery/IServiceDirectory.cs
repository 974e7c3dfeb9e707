namespace Flux.Hosting;

/// <summary>Finds services. Behind it are direct addresses or a sidecar; callers never know which.</summary>
public interface IServiceDirectory
{
    /// <summary>The address of a service's gRPC port, as in <c>http://127.0.0.1:7101</c>.</summary>
    Uri GetAddress(FluxService service);
}
