namespace Flux.Storage;

/// <summary>Where a service keeps its documents, besides <c>--data</c>.</summary>
public sealed class StorageOptions
{
    /// <summary>Connection string of MongoDB, better given as FLUX_MONGODB than on the command line, which others can see. Default: none, documents are in SQLite files.</summary>
    public string? Mongodb { get; set; }
}
