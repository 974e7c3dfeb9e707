namespace Flux.Documents.Model;

internal enum WriteKind
{
    Insert,
    Put,
    Update,
    Delete,

    /// <summary>Writes nothing: the document must be there.</summary>
    Require,
}
