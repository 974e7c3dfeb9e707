using Flux.Documents;
using Flux.Hosting;

namespace Flux.Storage;

// Ready when documents can be read and written.
internal sealed class StorageReadiness(IDocumentStoreHealth health) : IReadinessCheck
{
    public string Name => "storage";

    public async ValueTask<string?> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await health.CheckAsync(cancellationToken);
            return null;
        }
        catch (DocumentStoreUnavailableException error)
        {
            return error.Message;
        }
    }
}
