using Flux.Contracts.Notification.V1;
using Flux.Documents;
using Flux.Hosting;
using Flux.Storage;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Flux.Notification.Catalog;

/// <summary>Creates and changes single services and templates (AIP-133, AIP-134), by the same rules as bundles and with the same versions.</summary>
internal sealed class CatalogEditor(IDocumentStore store, BundleApplier applier, BundleCheck check, TemplateCheck templates, CreateRequests requests)
{
    private const int Tries = 100;

    public Task<EmailService> CreateAsync(CreateEmailServiceRequest request, CancellationToken cancellationToken) =>
        CreateAsync(CatalogKinds.Services, request.Service, request.RequestId, request.ValidateOnly, cancellationToken);

    public Task<EmailTemplate> CreateAsync(CreateEmailTemplateRequest request, CancellationToken cancellationToken) =>
        CreateAsync(CatalogKinds.Templates, request.Template, request.RequestId, request.ValidateOnly, cancellationToken);

    public Task<EmailService> UpdateAsync(UpdateEmailServiceRequest request, CancellationToken cancellationToken) =>
        UpdateAsync(CatalogKinds.Services, request.Service, request.UpdateMask, request.ValidateOnly, cancellationToken);

    public Task<EmailTemplate> UpdateAsync(UpdateEmailTemplateRequest request, CancellationToken cancellationToken) =>
        UpdateAsync(CatalogKinds.Templates, request.Template, request.UpdateMask, request.ValidateOnly, cancellationToken);

    private async Task<T> CreateAsync<T, TRecord>(CatalogKind<T, TRecord> kind, T? given, string requestId, bool validateOnly, CancellationToken cancellationToken)
        where T : class, IMessage<T>
        where TRecord : class, ICatalogRecord
    {
        if (given is null)
            throw FluxError.InvalidArgument(kind.Field, "must be given");
        var (_, name, _) = kind.Key(given);
        var bundle = kind.Bundle(FieldSelection.WithoutGiven(given));
        bundle.ValidateOnly = validateOnly;
        for (var tried = 1; ; tried++)
        {
            if (await RepeatedAsync(kind, given, requestId, cancellationToken) is { } repeated)
                return repeated;
            if (tried == 1)
                await CheckAsync(kind, bundle, cancellationToken);
            if (await store.GetAsync(kind.Type, name, cancellationToken) is not null)
                return await RepeatedAsync(kind, given, requestId, cancellationToken) ?? throw FluxError.AlreadyExists(kind.Label, name);
            var (plan, made) = await PlanAsync<TRecord>(bundle, cancellationToken);
            if (validateOnly)
                return FieldSelection.WithoutGiven(kind.Show(made));
            await requests.AddAsync(plan.Batch, kind.Field, requestId, given, made.Value.Number, cancellationToken);
            try
            {
                await plan.CommitAsync(cancellationToken);
                return kind.Show(made);
            }
            catch (DocumentException error) when (error is DocumentConflictException or DuplicateKeyException && tried < Tries)
            {
                // Somebody made one of that name or with that request_id in between.
            }
        }
    }

    private async Task<T> UpdateAsync<T, TRecord>(CatalogKind<T, TRecord> kind, T? given, FieldMask? mask, bool validateOnly, CancellationToken cancellationToken)
        where T : class, IMessage<T>
        where TRecord : class, ICatalogRecord
    {
        if (given is null)
            throw FluxError.InvalidArgument(kind.Field, "must be given");
        var fields = FieldSelection.Of(given, mask, kind.Field, kind.OutputOnly).Without("name");
        var (id, name, etag) = kind.Key(given);
        for (var tried = 1; ; tried++)
        {
            var stored = await FindAsync(kind, id, name, cancellationToken);
            if (etag.Length > 0 && etag != $"{stored.Version}")
                throw FluxError.Aborted(kind.Label, stored.Id);
            if (name.Length > 0 && name != stored.Id)
                throw FluxError.InvalidArgument($"{kind.Field}.name", $"cannot change, since others name it: it is '{stored.Id}'; create another {kind.Field} and delete this one");
            var wanted = kind.Show(stored);
            fields.Copy(given, wanted);
            // With the etag of what was read: what others write from here on is not overwritten.
            var bundle = kind.Bundle(wanted);
            bundle.ValidateOnly = validateOnly;
            await CheckAsync(kind, bundle, cancellationToken);
            try
            {
                var (plan, changed) = await PlanAsync<TRecord>(bundle, cancellationToken);
                await plan.CommitAsync(cancellationToken);
                return kind.Show(changed);
            }
            catch (Exception error) when (error is DocumentConflictException or DuplicateKeyException or FluxException { Code: StatusCode.Aborted } && tried < Tries)
            {
                // Somebody else wrote it in between: take what is stored now.
            }
        }
    }

    private async Task CheckAsync<T, TRecord>(CatalogKind<T, TRecord> kind, ApplyNotificationRequest bundle, CancellationToken cancellationToken)
        where T : class, IMessage<T>
        where TRecord : class, ICatalogRecord
    {
        var violations = new Violations();
        await check.CheckAsync(bundle, violations, cancellationToken);
        await templates.CheckAsync(bundle, violations, cancellationToken);
        violations.ThrowIfAny(kind.Field);
    }

    private async Task<(BundlePlan Plan, Document<TRecord> Result)> PlanAsync<TRecord>(ApplyNotificationRequest bundle, CancellationToken cancellationToken)
        where TRecord : class, ICatalogRecord
    {
        var (plan, services, declared) = await applier.PlanAsync(bundle, cancellationToken);
        return (plan, services.OfType<Document<TRecord>>().Concat(declared.OfType<Document<TRecord>>()).First());
    }

    private async Task<T?> RepeatedAsync<T, TRecord>(CatalogKind<T, TRecord> kind, T given, string requestId, CancellationToken cancellationToken)
        where T : class, IMessage<T>
        where TRecord : class, ICatalogRecord =>
        await requests.FindAsync(kind.Field, requestId, given, cancellationToken) is { } id ? kind.Show(await FindAsync(kind, id, "", cancellationToken)) : null;

    private async Task<Document<TRecord>> FindAsync<T, TRecord>(CatalogKind<T, TRecord> kind, long id, string name, CancellationToken cancellationToken)
        where T : class, IMessage<T>
        where TRecord : class, ICatalogRecord
    {
        if (id != 0)
        {
            return await store.FirstOrDefaultAsync(kind.Type, DocumentQuery.All.Where("number", DocumentOperator.Equal, id), cancellationToken)
                ?? throw FluxError.NotFound(kind.Label, $"{id}");
        }

        if (name.Length == 0)
            throw FluxError.InvalidArgument($"{kind.Field}.name", "must be given, or the id");
        return await store.GetAsync(kind.Type, name, cancellationToken) ?? throw FluxError.NotFound(kind.Label, name);
    }
}
