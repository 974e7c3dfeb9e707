using Flux.Documents;
using Flux.Hosting;

namespace Flux.Inventory.Storage;

/// <summary>Repeats a read-modify-write that another writer overtook.</summary>
internal static class Conflicts
{
    private const int MaxAttempts = 100;

    /// <summary>Throws ABORTED when other writers are faster every time.</summary>
    public static async Task<T> RetryAsync<T>(string kind, string name, Func<Task<T>> attempt)
    {
        for (var i = 1; ; i++)
        {
            try
            {
                return await attempt();
            }
            catch (Exception error) when (error is DocumentConflictException or DuplicateKeyException)
            {
                if (i == MaxAttempts) throw FluxError.Aborted(kind, name, $"{kind} '{name}' is being changed by others all the time; try again");
            }
        }
    }
}
