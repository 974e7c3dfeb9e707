namespace Flux.Documents.Mongo.Driver;

/// <summary>Takes one document of a query; false ends it. The span is valid during the call only.</summary>
internal delegate bool TakeDocument(ReadOnlySpan<byte> document);
