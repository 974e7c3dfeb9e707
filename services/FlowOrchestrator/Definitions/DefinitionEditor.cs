using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Flux.Hosting;
using Flux.Storage;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Flux.FlowOrchestrator.Definitions;

/// <summary>Creates and changes single definitions (AIP-133, AIP-134), by the same rules as bundles and with the same versions.</summary>
internal sealed class DefinitionEditor(IDocumentStore store, DefinitionStore definitions, SourceChecker sources, DefinitionWriter writer, CreateRequests requests)
{
    // All definitions share one head, so many writers at once take turns.
    private const int Tries = 100;

    /// <summary>Creates a definition; a repeated request_id creates nothing twice (AIP-155).</summary>
    /// <returns>As stored; with <paramref name="validateOnly"/> as it would be, without id and etag.</returns>
    /// <exception cref="FluxException">INVALID_ARGUMENT with every bad field; ALREADY_EXISTS; UNAVAILABLE without script-runner.</exception>
    public async Task<T> CreateAsync<T>(T? given, string requestId, bool validateOnly, CancellationToken cancellationToken)
        where T : class, IMessage<T>
    {
        var single = SingleDefinition.Of(given);
        var declared = single.WithoutGivenFields();
        for (var tried = 1; ; tried++)
        {
            if (await RepeatedAsync(single, requestId, cancellationToken) is { } repeated)
                return (T)repeated.Message;
            var head = await store.GetAsync(DefinitionHead.Type, DefinitionHead.Id, cancellationToken);
            var bundle = await BundleAsync(declared, cancellationToken);
            await CheckAsync(declared, bundle, withSources: tried == 1, cancellationToken);
            if (bundle.Stored.ContainsKey(declared.Key))
                return (T?)(await RepeatedAsync(single, requestId, cancellationToken))?.Message ?? throw FluxError.AlreadyExists(single.Singular, single.ShortName);
            var change = DefinitionChange.Of(single.Kind, "", declared.Message, single.ShortName, bundle);
            if (validateOnly)
                return (T)change.Declared;
            try
            {
                var written = await writer.WriteAsync(
                    [change], head, batch => requests.AddAsync(batch, single.Singular, requestId, single.Message, change.Applied.Id, cancellationToken), cancellationToken);
                return (T)written[0].Message;
            }
            catch (Exception e) when (e is DocumentConflictException or DuplicateKeyException && tried < Tries)
            {
                // Somebody else wrote definitions in between, perhaps this one.
            }
        }
    }

    /// <summary>Writes fields of a definition; one that already is so gets no new version.</summary>
    /// <returns>As stored; with <paramref name="validateOnly"/> as it would be.</returns>
    /// <exception cref="FluxException">INVALID_ARGUMENT with every bad field; NOT_FOUND; ABORTED: it is another version; UNAVAILABLE without script-runner.</exception>
    public async Task<T> UpdateAsync<T>(T? given, FieldMask? mask, bool validateOnly, CancellationToken cancellationToken)
        where T : class, IMessage<T>
    {
        var single = SingleDefinition.Of(given);
        var fields = FieldSelection.Of(single.Message, mask, single.Singular).Without("short_name");
        string? compiled = null;
        for (var tried = 1; ; tried++)
        {
            var head = await store.GetAsync(DefinitionHead.Type, DefinitionHead.Id, cancellationToken);
            var stored = await FindAsync(single, cancellationToken);
            if (single.Etag.Length > 0 && single.Etag != stored.Etag)
                throw FluxError.Aborted(single.Singular, single.ShortName);
            var wanted = SingleDefinition.Of(((T)stored.Message).Clone());
            if (single.ShortName.Length > 0 && single.ShortName != wanted.ShortName)
                throw FluxError.InvalidArgument($"{single.Singular}.short_name", $"cannot change, since others name it: it is '{wanted.ShortName}'; create another {single.Singular} and delete this one");
            fields.Copy(single.Message, wanted.Message);
            var bundle = await BundleAsync(wanted, cancellationToken);
            await CheckAsync(wanted, bundle, withSources: compiled != stored.Etag, cancellationToken);
            compiled = stored.Etag;
            var change = DefinitionChange.Of(single.Kind, "", wanted.Message, wanted.ShortName, bundle with { Stored = new Dictionary<string, Definition>(bundle.Stored) { [wanted.Key] = stored } });
            if (validateOnly || change.Applied.Outcome == ApplyOutcome.Unchanged)
                return (T)change.Declared;
            try
            {
                return (T)(await writer.WriteAsync([change], head, null, cancellationToken))[0].Message;
            }
            catch (DocumentConflictException) when (tried < Tries)
            {
                // Somebody else wrote definitions in between, perhaps this one.
            }
        }
    }

    private async Task<Bundle> BundleAsync(SingleDefinition single, CancellationToken cancellationToken)
    {
        var request = single.ToBundle();
        return new Bundle(request.Models, request.Tasks, request.Flows, await definitions.FindManyAsync(Bundle.Keys(request), cancellationToken));
    }

    private async Task CheckAsync(SingleDefinition single, Bundle bundle, bool withSources, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        BundleRules.Check(bundle, violations);
        if (withSources)
            await sources.CheckAsync(bundle, violations, cancellationToken);
        violations.ThrowIfAny(single.Singular);
    }

    private async Task<Definition?> RepeatedAsync(SingleDefinition single, string requestId, CancellationToken cancellationToken) =>
        await requests.FindAsync(single.Singular, requestId, single.Message, cancellationToken) is { } number
            ? await definitions.FindAsync(single.Kind, number, cancellationToken) ?? throw FluxError.NotFound(single.Singular, single.ShortName, "it was deleted after it was created with this request_id")
            : null;

    private async Task<Definition> FindAsync(SingleDefinition single, CancellationToken cancellationToken)
    {
        if (single.Number != 0)
            return await definitions.FindAsync(single.Kind, single.Number, cancellationToken) ?? throw FluxError.NotFound(single.Singular, $"{single.Number}");
        if (single.ShortName.Length == 0)
            throw FluxError.InvalidArgument($"{single.Singular}.short_name", "is required, or the id");
        return await definitions.FindAsync(single.Kind, single.ShortName, cancellationToken) ?? throw FluxError.NotFound(single.Singular, single.ShortName);
    }
}
