using Flux.Documents.Secrets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Flux.Documents;

/// <summary>Registration of documents and secrets.</summary>
public static class DocumentsServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IDocumentStore"/>, <see cref="IDocumentChanges"/> and <see cref="IDocumentStoreHealth"/> on MongoDB when the configuration has a
    /// connection string (FLUX_MONGODB), else on one SQLite file of the data directory. The store is opened when the host starts, so that a missing library, a read-only folder or a refused login stops the start with a clear message.
    /// </summary>
    public static IServiceCollection AddDocuments(this IServiceCollection services, string fileName)
    {
        services.AddOptions<DocumentOptions>().Configure<IConfiguration>((options, configuration) =>
        {
            options.DataDirectory = DataDirectory(configuration) ?? options.DataDirectory;
            options.FileName = fileName;
            options.MongoDb = configuration[DocumentStores.MongoDbKey];
        });
        services.TryAddSingleton(provider => DocumentStores.Open(provider.GetRequiredService<IOptions<DocumentOptions>>().Value));
        services.TryAddSingleton<IDocumentStore>(provider => provider.GetRequiredService<IDocumentStoreConnection>());
        services.TryAddSingleton<IDocumentChanges>(provider => provider.GetRequiredService<IDocumentStoreConnection>());
        services.TryAddSingleton<IDocumentStoreHealth>(provider => provider.GetRequiredService<IDocumentStoreConnection>());
        services.AddHostedService<DocumentStoreStartup>();
        return services;
    }

    /// <summary>Adds <see cref="SecretProtector"/> with the keys of the data directory, or of the environment variable FLUX_SECRET_KEY.</summary>
    public static IServiceCollection AddSecretProtector(this IServiceCollection services)
    {
        services.TryAddSingleton(provider =>
        {
            var configuration = provider.GetService<IConfiguration>();
            var directory = (configuration is null ? null : DataDirectory(configuration)) ?? new DocumentOptions().DataDirectory;
            return SecretProtector.Open(directory, Environment.GetEnvironmentVariable(SecretKeys.EnvironmentVariable));
        });
        return services;
    }

    private static string? DataDirectory(IConfiguration configuration) =>
        configuration["data"] is { Length: > 0 } given ? given : null;
}
