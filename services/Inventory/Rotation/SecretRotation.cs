using Flux.Contracts.Inventory.V1;
using Flux.Documents.Secrets;
using Flux.Hosting;

namespace Flux.Inventory.Rotation;

/// <summary>Changes the key of the secrets: first the new key is on disk, then every secret is encrypted with it; at any moment all can be read.</summary>
internal sealed class SecretRotation(SecretProtector protector, SecretReencryptor reencryptor) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1);

    public async Task<RotateSecretsResponse> RotateAsync(bool reencryptOnly, CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        try
        {
            if (!reencryptOnly && !protector.TryAddKey())
            {
                throw FluxError.FailedPrecondition(
                    "KEYS_FROM_ENVIRONMENT", "secrets",
                    $"the keys come from {SecretKeys.EnvironmentVariable}: put a new one before the others there, restart the services, then call with reencrypt_only");
            }

            return new RotateSecretsResponse { KeyId = protector.CurrentId, Reencrypted = await reencryptor.RunAsync(ct) };
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();
}
