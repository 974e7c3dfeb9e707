using System.ComponentModel;
using System.Diagnostics;
using Flux.Documents;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>This process as the owner of runs, and whether another one still lives.</summary>
internal sealed class Owner(IDocumentStore store, FlowOptions options, TimeProvider clock)
{
    private const string BootIdFile = "/proc/sys/kernel/random/boot_id";
    private static readonly string Host = $"{Environment.MachineName}/{(File.Exists(BootIdFile) ? File.ReadAllText(BootIdFile).Trim() : "")}";

    /// <summary>Its id; a new one with each start.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Begins or prolongs the lease.</summary>
    public Task RenewAsync(CancellationToken cancellationToken)
    {
        using var self = Process.GetCurrentProcess();
        return store.PutAsync(OwnerDocument.Type, Id, new OwnerDocument(clock.GetUtcNow() + options.OwnerLease, Host, self.Id, self.StartTime.Ticks), cancellationToken);
    }

    /// <summary>Ends the lease; its runs may be taken over at once.</summary>
    public Task EndAsync(CancellationToken cancellationToken) => store.DeleteAsync(OwnerDocument.Type, Id, null, cancellationToken);

    /// <summary>Whether an owner may still be at work.</summary>
    public async Task<bool> IsAliveAsync(string id, CancellationToken cancellationToken)
    {
        if (id == Id)
            return true;
        if (id.Length == 0 || (await store.GetAsync(OwnerDocument.Type, id, cancellationToken))?.Value is not { } owner)
            return false;
        // A process that is gone need not be waited for; one that lives, but is silent for longer than its lease, is taken for dead all the same.
        return owner.Expires > clock.GetUtcNow() && !(owner.Host == Host && IsGone(owner));
    }

    private static bool IsGone(OwnerDocument owner)
    {
        try
        {
            using var process = Process.GetProcessById(owner.ProcessId);
            return process.StartTime.Ticks != owner.ProcessStart;
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // Of another user, perhaps: only its lease tells.
            return false;
        }
    }
}
