namespace Flux.Documents;

/// <summary>An open store with everything that it offers.</summary>
public interface IDocumentStoreConnection : IDocumentStore, IDocumentChanges, IDocumentStoreHealth, IAsyncDisposable, IDisposable;
