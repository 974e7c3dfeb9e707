using Flux.Contracts.Inventory.V1;
using Flux.Inventory.Resources;
using Flux.Inventory.Settings;

namespace Flux.Inventory.Groups;

/// <summary>Masks what audit entries and events say of variables that become secrets.</summary>
internal sealed class GroupGuard(SecretHistory history) : IResourceGuard<Group>
{
    // First: after a crash in between, too much is masked. Who changes the group meanwhile makes the commit fail, and all of this happens again.
    public async Task WriteAsync(Group before, Group after, Func<Task> commit, CancellationToken ct)
    {
        await history.MaskAsync(before, after, ct);
        await commit();
    }
}
