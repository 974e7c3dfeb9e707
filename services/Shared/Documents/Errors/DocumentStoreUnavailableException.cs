namespace Flux.Documents;

/// <summary>The store cannot work now; nothing of the failed call was written. The message says why and what to do.</summary>
public sealed class DocumentStoreUnavailableException(string message, Exception? inner = null) : DocumentException(message, inner);
