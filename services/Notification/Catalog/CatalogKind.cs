using Flux.Contracts.Notification.V1;
using Flux.Documents;
using Flux.Hosting;
using Google.Protobuf;

namespace Flux.Notification.Catalog;

/// <summary>How the resources of one kind are named, shown and declared.</summary>
/// <param name="Field">Their field in requests: <c>service</c>; its plural is that of a bundle.</param>
/// <param name="Label">As people call them.</param>
/// <param name="Type">The collection; its ids are the names.</param>
/// <param name="OutputOnly">Fields that only this service writes.</param>
/// <param name="Key">Id, name and etag of a resource.</param>
/// <param name="Bundle">A bundle of it alone.</param>
/// <param name="Show">A stored one as the contract has it.</param>
internal sealed record CatalogKind<T, TRecord>(
    string Field, string Label, DocumentType<TRecord> Type, IReadOnlyCollection<string> OutputOnly, Func<T, (long Id, string Name, string Etag)> Key,
    Func<T, ApplyNotificationRequest> Bundle, Func<Document<TRecord>, T> Show)
    where T : class, IMessage<T>
    where TRecord : class, ICatalogRecord
{
    /// <summary>A copy without id and etag: what a caller has there says nothing about a new one.</summary>
    public static T Unnumbered(T resource)
    {
        var copy = resource.Clone();
        foreach (var field in new[] { "id", "etag" })
            copy.Descriptor.FindFieldByName(field).Accessor.Clear(copy);
        return copy;
    }

    /// <summary>Throws what was found in its bundle, with the fields of its own request.</summary>
    /// <exception cref="FluxException">INVALID_ARGUMENT.</exception>
    public void ThrowIfAny(Violations inBundle)
    {
        var violations = new Violations();
        foreach (var found in inBundle.Found)
            violations.Add(found.Field.StartsWith($"{Field}s[0]", StringComparison.Ordinal) ? Field + found.Field[(Field.Length + 4)..] : found.Field, found.Description);
        violations.ThrowIfAny();
    }
}
