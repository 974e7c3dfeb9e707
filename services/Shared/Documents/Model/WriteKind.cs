namespace Flux.Documents.Model;

internal enum WriteKind
{
    Insert,
    Put,
    Update,
    Delete,
}
