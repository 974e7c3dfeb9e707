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
    /// Opens a database of MongoDB (FLUX_MONGODB), else a file of the data directory, as <see cref="IDocumentStore"/>, and the keys of <see cref="SecretProtector"/>.
    /// While the store cannot be used the service is not ready and answers UNAVAILABLE.
    /// </summary>
    /// <param name="builder">The service.</param>
    /// <param name="fileName">The service's own file, as in <c>inventory.db</c>.</param>
    /// <exception cref="FluxStartException">The library, the connection string, the file or the keys cannot be used; uncaught, it ends the process with one line and code 2.</exception>
    public static WebApplicationBuilder AddFluxStorage(this WebApplicationBuilder builder, string fileName)
    {
        var options = builder.AddFluxOptions<StorageOptions>("");
        if (builder.OnlyHelps())
            return builder;
        var directory = builder.Configuration["Data"] ?? new FluxHostOptions().Data;
        try
        {
            var store = DocumentStores.Open(new DocumentOptions { DataDirectory = directory, FileName = fileName, MongoDb = options.Mongodb });
            var protector = SecretProtector.Open(directory, Environment.GetEnvironmentVariable(SecretKeys.EnvironmentVariable));
            // Factories, because the container disposes only what it made.
            builder.Services.AddSingleton(_ => store).AddSingleton(_ => protector);
        }
        catch (Exception error) when (error is DocumentException or SecretException)
        {
            throw new FluxStartException(error.Message, error);
        }

        builder.Services.AddDocuments(fileName);
        builder.Services.AddSingleton<IReadinessCheck, StorageReadiness>();
        builder.Services.AddSingleton<IErrorTranslator, StorageErrors>();
        return builder;
    }
}
