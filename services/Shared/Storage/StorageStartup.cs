using Flux.Documents;
using Flux.Documents.Secrets;
using Flux.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Flux.Storage;

// Asks for the parts only when started: constructors run before, where an error could not be told apart.
internal sealed class StorageStartup(IServiceProvider services) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await services.GetRequiredService<IDocumentStoreHealth>().CheckAsync(cancellationToken);
            _ = services.GetRequiredService<SecretProtector>();
        }
        catch (Exception error) when (error is DocumentException or SecretException)
        {
            throw new FluxStartException(error.Message, error);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
