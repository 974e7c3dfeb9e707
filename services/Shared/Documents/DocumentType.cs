using System.Text.Json.Serialization.Metadata;
using Flux.Documents.Model;

namespace Flux.Documents;

/// <summary>A collection of JSON documents of one type. Declare it once, as a static beside the type.</summary>
/// <param name="Collection">Name of the collection: letters, digits, '_' and '-', starting with a letter.</param>
/// <param name="Indexes">What the collection can be searched and ordered by, besides the id. Give an index another name when its value changes meaning.</param>
/// <param name="Json">Source-generated metadata; by default the type is serialized by reflection with <see cref="DocumentJson.Options"/>.</param>
public sealed record DocumentType<T>(string Collection, IReadOnlyList<DocumentIndex<T>> Indexes, JsonTypeInfo<T>? Json = null)
    where T : class
{
    internal CollectionDefinition Definition { get; } = CollectionDefinition.Create(Collection, Indexes, Json);
}
