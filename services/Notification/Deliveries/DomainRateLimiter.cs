using System.Collections.Concurrent;

namespace Flux.Notification.Deliveries;

/// <summary>
/// Gives each mail its turn under the limits of its recipients' domains: evenly spaced, without bursts, in the order asked for. A mail to several domains waits
/// for the latest. Each replica counts for itself, and a restart begins anew.
/// </summary>
internal sealed class DomainRateLimiter(DomainRateTable rates, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _next = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _turns = new(StringComparer.Ordinal);

    /// <summary>When a mail may go: null for now. A later turn is reserved, so that asking again then is answered with now.</summary>
    /// <param name="id">The delivery.</param>
    /// <param name="recipients">Addresses.</param>
    public DateTimeOffset? Reserve(string id, IEnumerable<string> recipients)
    {
        if (_turns.TryRemove(id, out _))
            return null;
        var limited = recipients.Select(Domain).Distinct(StringComparer.Ordinal).Select(domain => (Domain: domain, Pause: rates.PauseOf(domain))).Where(each => each.Pause is not null).ToList();
        if (limited.Count == 0)
            return null;
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            var turn = limited.Max(each => _next.GetValueOrDefault(each.Domain, now));
            if (turn < now)
                turn = now;
            foreach (var (domain, pause) in limited)
                _next[domain] = turn + pause!.Value;
            if (turn == now)
                return null;
            _turns[id] = true;
            return turn;
        }
    }

    /// <summary>The delivery will not go: its turn is void.</summary>
    public void Forget(string id) => _turns.TryRemove(id, out _);

    private static string Domain(string address) => address[(address.LastIndexOf('@') + 1)..];
}
