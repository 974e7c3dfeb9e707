using System.Text.Json;
using Flux.ContextBuilder.Elements;
using Flux.Contracts.Context.V1;
using Flux.Documents;
using Flux.Documents.Secrets;

namespace Flux.ContextBuilder.Flows;

/// <summary>Encrypts the secrets of flow entries with the newest key; entry by entry, so that it can stop and go on at any point.</summary>
internal sealed class EntryReencryptor(IDocumentStore store, SecretProtector protector)
{
    private const int PageSize = 100;
    private const int MaxAttempts = 20;

    public async Task<ReencryptSecretsResponse> RunAsync(CancellationToken ct)
    {
        // Another service made the new key.
        protector.Reload();
        var written = 0;
        await foreach (var entry in store.ReadAllAsync(StoredEntry.Type, DocumentQuery.All, PageSize, ct))
        {
            if (await RunOneAsync(entry, ct)) written++;
        }

        return new ReencryptSecretsResponse { KeyId = protector.CurrentId, Reencrypted = written };
    }

    private async Task<bool> RunOneAsync(Document<StoredEntry>? entry, CancellationToken ct)
    {
        for (var attempt = 1; entry is not null && SecretValues.Renew(entry.Value.Context.GetRawText(), entry.Value.SecretPointers, protector) is { } renewed; attempt++)
        {
            using var json = JsonDocument.Parse(renewed, new JsonDocumentOptions { MaxDepth = DocumentJson.MaxDepth });
            try
            {
                await store.UpdateAsync(StoredEntry.Type, entry.Id, entry.Value with { Context = json.RootElement }, entry.Version, ct);
                return true;
            }
            catch (DocumentConflictException) when (attempt < MaxAttempts)
            {
                // A task's result came in, or the run was deleted.
                entry = await store.GetAsync(StoredEntry.Type, entry.Id, ct);
            }
        }

        return false;
    }
}
