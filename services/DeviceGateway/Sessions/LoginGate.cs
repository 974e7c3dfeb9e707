namespace Flux.DeviceGateway.Sessions;

/// <summary>
/// Lets only so many logins run at once, in all and at each address. SSH servers drop connections at random when many
/// are in the middle of logging in (OpenSSH's MaxStartups), so those that come too early wait here.
/// </summary>
internal sealed class LoginGate(DeviceOptions options) : IDisposable
{
    private readonly SemaphoreSlim _all = new(options.MaxLogins);
    private readonly Dictionary<string, (SemaphoreSlim Gate, int Users)> _devices = [];
    private readonly Lock _lock = new();

    /// <summary>Runs a login when it is its turn.</summary>
    public async Task<T> RunAsync<T>(string target, Func<Task<T>> login, CancellationToken cancellationToken)
    {
        var gate = Enter(target);
        try
        {
            // The device first: one slow device must not hold the places of all.
            await gate.WaitAsync(cancellationToken);
            try
            {
                await _all.WaitAsync(cancellationToken);
                try
                {
                    return await login();
                }
                finally
                {
                    _all.Release();
                }
            }
            finally
            {
                gate.Release();
            }
        }
        finally
        {
            Leave(target);
        }
    }

    public void Dispose() => _all.Dispose();

    private SemaphoreSlim Enter(string target)
    {
        lock (_lock)
        {
            var (gate, users) = _devices.TryGetValue(target, out var found) ? found : (new SemaphoreSlim(options.MaxLoginsPerDevice), 0);
            _devices[target] = (gate, users + 1);
            return gate;
        }
    }

    private void Leave(string target)
    {
        lock (_lock)
        {
            var (gate, users) = _devices[target];
            if (users > 1)
                _devices[target] = (gate, users - 1);
            else
                _devices.Remove(target);
        }
    }
}
