using Flux.Documents.Mongo;
using Flux.Documents.Sqlite;

namespace Flux.Documents;

/// <summary>Chooses the adapter.</summary>
public static class DocumentStores
{
    /// <summary>The configuration key of <see cref="DocumentOptions.MongoDb"/>; as an environment variable FLUX_MONGODB.</summary>
    public const string MongoDbKey = "Mongodb";

    /// <summary>Opens MongoDB when a connection string is given, else the SQLite file.</summary>
    public static IDocumentStoreConnection Open(DocumentOptions options) =>
        string.IsNullOrWhiteSpace(options.MongoDb) ? new SqliteDocumentStore(options) : new MongoDocumentStore(options);
}
