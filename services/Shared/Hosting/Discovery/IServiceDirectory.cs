namespace Flux.Hosting;

/// <summary>Finds services. Behind it are direct addresses or a sidecar; callers never know which.</summary>
public interface IServiceDirectory
{
    /// <summary>
    /// The address of a service's gRPC port, as in <c>http://127.0.0.1:7101</c>; of several replicas <c>dns:///name:port</c>, or
    /// <c>static:///app-id</c> for those that <see cref="GetAddresses"/> lists.
    /// </summary>
    Uri GetAddress(FluxService service);

    /// <summary>The addresses of all replicas that are known by address.</summary>
    IReadOnlyList<Uri> GetAddresses(FluxService service) => [GetAddress(service)];

    /// <summary>Metadata that every call to a service needs, as a sidecar's routing header; empty for none.</summary>
    IReadOnlyDictionary<string, string> GetMetadata(FluxService service) => new Dictionary<string, string>();
}
