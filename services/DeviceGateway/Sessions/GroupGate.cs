namespace Flux.DeviceGateway.Sessions;

/// <summary>Lets only so many sessions be open at once with the elements of a group; further ones wait for their turn.</summary>
internal sealed class GroupGate(DeviceOptions options) : IDisposable
{
    private readonly Dictionary<string, SemaphoreSlim> _places = options.GroupLimitsByName.ToDictionary(limit => limit.Key, limit => new SemaphoreSlim(limit.Value));

    /// <summary>Waits for a place in each of the groups that have a limit; dispose the answer to give them back.</summary>
    public async Task<IDisposable> EnterAsync(IEnumerable<string> groups, CancellationToken cancellationToken)
    {
        var taken = new Places();
        try
        {
            // In one order for all, or two sessions could each wait for the other's place.
            foreach (var group in groups.Where(_places.ContainsKey).Distinct().Order(StringComparer.Ordinal))
            {
                await _places[group].WaitAsync(cancellationToken);
                taken.Add(_places[group]);
            }

            return taken;
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var places in _places.Values)
            places.Dispose();
    }

    private sealed class Places : IDisposable
    {
        private List<SemaphoreSlim>? _taken = [];

        public void Add(SemaphoreSlim places) => _taken!.Add(places);

        public void Dispose()
        {
            foreach (var places in Interlocked.Exchange(ref _taken, null) ?? [])
                places.Release();
        }
    }
}
