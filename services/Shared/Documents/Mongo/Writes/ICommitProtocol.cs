using Flux.Documents.Mongo.Bson;
using Flux.Documents.Mongo.Driver;

namespace Flux.Documents.Mongo.Writes;

/// <summary>A way to write several documents or none.</summary>
internal interface ICommitProtocol
{
    /// <summary>
    /// True when everything is written; false, with nothing written, when a document was not as its base says.
    /// Throws <see cref="DuplicateKeyException"/>, with nothing written, and <see cref="MongoFailure"/>.
    /// </summary>
    bool TryWrite(MongoClient client, IReadOnlyList<MongoChange> changes, WriteId write);
}
