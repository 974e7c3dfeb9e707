using Flux.Contracts.Notification.V1;
using Flux.Documents;
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
    where TRecord : class, ICatalogRecord;
