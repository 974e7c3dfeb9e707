using Flux.Documents;
using Flux.Documents.Secrets;
using Flux.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Flux.Storage;

/// <summary>Adds storage to a service.</summary>
public static class StorageExtensions
{
    /// <summary>
    /// Adds <see cref="IDocumentStore"/> on a file of the data directory and <see cref="SecretProtector"/>. Both are opened when the service starts:
    /// what is wrong with them ends it with one line and code 2. While they cannot be used the service is not ready and answers UNAVAILABLE.
    /// </summary>
    /// <param name="builder">The service.</param>
    /// <param name="fileName">The service's own file, as in <c>inventory.db</c>.</param>
    public static WebApplicationBuilder AddFluxStorage(this WebApplicationBuilder builder, string fileName)
    {
        // First, so that it, and not a service's own background work, is what meets a broken file.
        builder.Services.AddHostedService<StorageStartup>();
        builder.Services.AddDocuments(fileName).AddSecretProtector();
        builder.Services.AddSingleton<IReadinessCheck, StorageReadiness>();
        builder.Services.AddSingleton<IErrorTranslator, StorageErrors>();
        return builder;
    }
}
