using Flux.Documents.Model;

namespace Flux.Documents.Mongo.Writes;

internal readonly record struct DocumentKey(CollectionDefinition Definition, string Id);
