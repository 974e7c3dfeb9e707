namespace Flux.Documents;

/// <summary>The store cannot work now. The message says why and what to do. Nothing of the failed call was written, unless <see cref="OutcomeUnknown"/>.</summary>
public sealed class DocumentStoreUnavailableException(string message, Exception? inner = null) : DocumentException(message, inner)
{
    /// <summary>The connection to a remote store broke at a moment after which the write may or may not have taken place; read before you write again.</summary>
    public bool OutcomeUnknown { get; init; }
}
