using Flux.Contracts.Inventory.V1;
using Flux.Inventory.Resources;
using Flux.Inventory.Settings;

namespace Flux.Inventory.Profiles;

/// <summary>Seals stored values when a parameter becomes a secret.</summary>
internal sealed class ProfileGuard(SettingsSealer sealer) : IResourceGuard<Profile>
{
    public async Task WriteAsync(Profile before, Profile after, Func<Task> commit, CancellationToken ct)
    {
        await sealer.SealAsync(before, after, ct);
        await commit();
        await sealer.SealAsync(before, after, ct);
    }
}
