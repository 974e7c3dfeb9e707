namespace Flux.DeviceGateway.Ssh.Libssh;

/// <summary>A socket on the <see cref="SshLoop"/> and the operations that wait for it. Used on the loop's thread only.</summary>
internal sealed class PollSource(int descriptor)
{
    private readonly List<TaskCompletionSource> _waits = [];

    public int Descriptor => descriptor;

    /// <summary>What to wait for; asked before each poll.</summary>
    public Func<short> Events { get; init; } = () => PosixNative.PollIn;

    /// <summary>Called when the socket is ready and no operation waits for it; null to leave it alone then.</summary>
    public Action? Idle { get; set; }

    public bool Waiting => _waits.Count > 0 || Idle is not null;

    public TaskCompletionSource Add()
    {
        var wait = new TaskCompletionSource();
        _waits.Add(wait);
        return wait;
    }

    /// <summary>The socket is ready.</summary>
    public void Ready()
    {
        if (_waits.Count > 0)
            WakeAll();
        else
            Idle?.Invoke();
    }

    public void Remove(TaskCompletionSource wait) => _waits.Remove(wait);

    /// <summary>
    /// Lets every waiting operation try again. One operation may take another one's bytes off the socket into
    /// libssh's buffers, so whoever acts on a session wakes the others.
    /// </summary>
    public void WakeAll()
    {
        if (_waits.Count == 0)
            return;
        var waits = _waits.ToArray();
        _waits.Clear();
        foreach (var wait in waits)
            wait.TrySetResult();
    }
}
