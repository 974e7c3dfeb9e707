using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Flux.Documents.Secrets;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>
/// Encrypts the call books of runs at work with the newest key; call by call, so that it can stop and go on at any point. Until then a book stays
/// readable, because the key file keeps the old keys; an ended run has no book any more.
/// </summary>
internal sealed class CallReencryptor(IDocumentStore store, SecretProtector protector)
{
    private const int PageSize = 100;

    public async Task<ReencryptSecretsResponse> RunAsync(CancellationToken cancellationToken)
    {
        // Another service made the new key.
        protector.Reload();
        var written = 0;
        await foreach (var call in store.ReadAllAsync(CallDocument.Type, DocumentQuery.All, PageSize, cancellationToken))
        {
            if (protector.IsOutdated(call.Value.Answer) && await RenewAsync(call, cancellationToken))
                written++;
        }

        return new ReencryptSecretsResponse { KeyId = protector.CurrentId, Reencrypted = written };
    }

    // A finished call is written once, so what has changed meanwhile was deleted with its run's end, or renewed by another request.
    private async Task<bool> RenewAsync(Document<CallDocument> call, CancellationToken cancellationToken)
    {
        try
        {
            var renewed = call.Value with { Answer = protector.Protect(protector.Unprotect(call.Value.Answer)) };
            await store.UpdateAsync(CallDocument.Type, call.Id, renewed, call.Version, cancellationToken);
            return true;
        }
        catch (DocumentConflictException)
        {
            return false;
        }
    }
}
