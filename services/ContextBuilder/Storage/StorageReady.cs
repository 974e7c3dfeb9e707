using Flux.Documents;
using Flux.Hosting;

namespace Flux.ContextBuilder.Storage;

/// <summary>Ready when documents can be read and written.</summary>
internal sealed class StorageReady(IDocumentStoreHealth health) : IReadinessCheck
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
