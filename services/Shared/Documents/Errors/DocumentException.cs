namespace Flux.Documents;

/// <summary>Base of everything that the document store reports.</summary>
public abstract class DocumentException(string message, Exception? inner = null) : Exception(message, inner);
