namespace Flux.Hosting;

// Every service is at the sidecar's gRPC port; the header says which one a call is for (Dapr's service invocation by gRPC proxying).
internal sealed class DaprDirectory(Uri sidecar) : IServiceDirectory
{
    public Uri GetAddress(FluxService service) => sidecar;

    public IReadOnlyDictionary<string, string> GetMetadata(FluxService service) => new Dictionary<string, string> { ["dapr-app-id"] = service.AppId };
}
