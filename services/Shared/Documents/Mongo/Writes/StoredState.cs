using Flux.Documents.Mongo.Bson;

namespace Flux.Documents.Mongo.Writes;

/// <summary>What is known of a stored document: its version (null when it is absent), the commit that wrote it, the intent that holds it.</summary>
internal readonly record struct StoredState(long? Version, WriteId? Write = null, WriteId? Lock = null);
