using Flux.Contracts.Common.V1;
using Flux.Documents;
using Flux.Hosting;

namespace Flux.Notification.Catalog;

/// <summary>What must be written to make a bundle true, and what the caller is told about it.</summary>
internal sealed class BundlePlan(IDocumentStore store, bool validateOnly)
{
    /// <summary>What will be written.</summary>
    public DocumentBatch Batch { get; } = new();

    /// <summary>One entry a resource, in the order added.</summary>
    public List<AppliedResource> Resources { get; } = [];

    /// <summary>Compares declared resources of one kind with the stored ones.</summary>
    /// <param name="type">The collection.</param>
    /// <param name="kind">Its name in answers.</param>
    /// <param name="declared">What is declared.</param>
    /// <param name="finish">Completes a record that will be written: name, record, the stored one, its number.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>What is stored afterwards, in the order of what is declared.</returns>
    /// <exception cref="FluxException">ABORTED when a declared etag is not that of the stored resource.</exception>
    public async Task<IReadOnlyList<Document<T>>> AddAsync<T>(
        DocumentType<T> type, string kind, IReadOnlyList<(string Name, string Etag, T Value)> declared, Func<string, T, T?, long, Task<T>> finish, CancellationToken cancellationToken)
        where T : class, ICatalogRecord
    {
        var stored = (await store.GetManyAsync(type, [.. declared.Select(resource => resource.Name)], cancellationToken)).ToDictionary(document => document.Id, StringComparer.Ordinal);
        var missing = declared.Count(resource => !stored.ContainsKey(resource.Name));
        var next = missing > 0 && !validateOnly ? await store.NextSequenceAsync(type.Collection, missing, cancellationToken) : 0;
        var results = new List<Document<T>>();
        foreach (var (name, etag, value) in declared)
        {
            var known = stored.GetValueOrDefault(name);
            if (etag.Length > 0 && etag != $"{known?.Version}")
                throw FluxError.Aborted(kind, name);
            var applied = new AppliedResource { Kind = kind, Name = name, Outcome = ApplyOutcome.Unchanged, Id = known?.Value.Number ?? next };
            var result = known;
            if (known is null)
            {
                applied.Outcome = ApplyOutcome.Created;
                result = new Document<T>(name, 1, await finish(name, value, null, next));
                Batch.Insert(type, name, result.Value);
                next += validateOnly ? 0 : 1;
            }
            else
            {
                applied.ChangedFields.AddRange(value.Fields().Zip(known.Value.Fields()).Where(pair => pair.First.Value != pair.Second.Value).Select(pair => pair.First.Field));
                if (applied.ChangedFields.Count > 0)
                {
                    applied.Outcome = ApplyOutcome.Changed;
                    result = new Document<T>(name, known.Version + (validateOnly ? 0 : 1), await finish(name, value, known.Value, known.Value.Number));
                    Batch.Update(type, name, result.Value, known.Version);
                }
            }

            Resources.Add(applied);
            results.Add(result!);
        }

        return results;
    }

    /// <summary>Writes everything at once; nothing when only asked to validate.</summary>
    public Task CommitAsync(CancellationToken cancellationToken) => validateOnly || Batch.Count == 0 ? Task.CompletedTask : store.CommitAsync(Batch, cancellationToken);
}
