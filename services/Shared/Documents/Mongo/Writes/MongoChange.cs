using Flux.Documents.Model;

namespace Flux.Documents.Mongo.Writes;

/// <summary>What a batch makes of one document.</summary>
/// <param name="Key">Which one.</param>
/// <param name="Base">The version that it must have now; null when it must be absent.</param>
/// <param name="Content">What it becomes; null when it goes.</param>
/// <param name="Version">The version that it becomes.</param>
internal sealed record MongoChange(DocumentKey Key, long? Base, DocumentWrite? Content, long Version);
