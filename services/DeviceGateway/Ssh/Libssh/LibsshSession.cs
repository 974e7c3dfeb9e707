using System.Runtime.InteropServices;
using Flux.DeviceGateway.Errors;
using static Flux.DeviceGateway.Ssh.Libssh.LibsshNative;

namespace Flux.DeviceGateway.Ssh.Libssh;

/// <summary>A libssh session in non-blocking mode. Used on the loop's thread only; <see cref="Close"/> as well.</summary>
internal sealed unsafe class LibsshSession
{
    private readonly SshLoop _loop;
    private readonly PollSource _source;
    private readonly SshTarget _target;
    private readonly Counter* _counter = (Counter*)NativeMemory.AllocZeroed((nuint)sizeof(Counter));
    private ulong _seen;
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string _reason = "";
    private nint _handle;
    private nint _listener;

    /// <summary>Takes over a connected socket.</summary>
    public LibsshSession(SshLoop loop, int descriptor, SshTarget target)
    {
        _loop = loop;
        _target = target;
        _handle = ssh_new();
        _source = new PollSource(descriptor) { Events = Events };
        ssh_set_blocking(_handle, 0);
        ssh_set_counters(_handle, null, _counter);
        Set(LibsshOption.ProcessConfig, 0); // else the machine's /etc/ssh and the user's ~/.ssh/config decide
        Set(LibsshOption.Fd, descriptor);
        Set(LibsshOption.NoDelay, 1);
        Set(LibsshOption.Host, target.Host);
        Set(LibsshOption.Port, target.Port);
        Set(LibsshOption.User, target.Username);
        Set(LibsshOption.KnownHosts, "/dev/null"); // the inventory knows the keys; libssh would read files line by line
        Set(LibsshOption.GlobalKnownHosts, "/dev/null");
        LibsshAlgorithms.Apply(this, target);
    }

    public SshTarget Target => _target;

    public nint Handle => _handle != 0 ? _handle : throw Lost();

    /// <summary>Called once when the session closes.</summary>
    public Action? OnClose { get; set; }

    /// <summary>Why it closed, once it has.</summary>
    public Task<string> Ended => _ended.Task;

    public bool Closed => _handle == 0;

    public string LastError => _handle == 0 ? _reason : Text(ssh_get_error(_handle));

    public void Set(LibsshOption option, int value) => _ = ssh_options_set(Handle, option, &value);

    public void Set(LibsshOption option, string value) => _ = ssh_options_set(Handle, option, value);

    /// <summary>The next bytes on the socket, left there for libssh; none when nothing has come.</summary>
    public byte[] Peek()
    {
        const int PeekDontWait = 0x42;
        var bytes = new byte[255];
        fixed (byte* start = bytes)
        {
            var count = PosixNative.recv(_source.Descriptor, start, (nuint)bytes.Length, PeekDontWait);
            return bytes[..(int)Math.Max(0, count)];
        }
    }

    /// <summary>
    /// Packets taken off the socket so far. A call for one channel or stream also takes those of the others, into
    /// buffers that poll(2) knows nothing of; so one may wait only when a look at all of them took no packet.
    /// </summary>
    public ulong Packets => _handle == 0 ? 0 : _counter->InPackets;

    /// <summary>Calls until the answer is not <paramref name="again"/>, waiting for the socket in between.</summary>
    public Task<int> RepeatAsync(Func<int> call, CancellationToken cancellationToken, int again = Again) =>
        LibsshWaiting.RepeatAsync(this, call, again, cancellationToken);

    /// <summary>Lets the session's other operations look again if packets came meanwhile.</summary>
    public void WakeOthers()
    {
        if (Packets == _seen)
            return;
        _seen = Packets;
        _source.WakeAll();
    }

    /// <summary>Waits until something moves on the socket.</summary>
    public Task ReadyAsync(CancellationToken cancellationToken) => _loop.WaitAsync(_source, cancellationToken);

    /// <summary>From now on, what comes while no operation waits is taken and answered (a server's own keep-alives), and the end is noticed.</summary>
    public void Watch()
    {
        _source.Idle = TakeIdle;
        _loop.Watch(_source);
    }

    /// <summary>The error for a call that failed after login.</summary>
    public DeviceException Lost()
    {
        var detail = LastError;
        return new DeviceException(DeviceReason.ConnectionLost, $"The connection to {_target} ended{(detail.Length > 0 ? $" ({detail})" : "")}.");
    }

    /// <summary>Asks the device for a sign of life; its answer, which may as well be a refusal, counts as a packet.</summary>
    public void Ping()
    {
        _ = ssh_send_keepalive(Handle);
        WakeOthers();
    }

    /// <summary>As <see cref="Close()"/>; what still waits, and what comes later, is told why.</summary>
    public void Close(string reason)
    {
        if (_handle != 0)
            _reason = reason;
        Close();
    }

    /// <summary>Says good-bye, closes the socket and frees everything; operations that wait end with CONNECTION_LOST.</summary>
    public void Close()
    {
        if (_handle == 0)
            return;
        Set(LibsshOption.Fd, -1); // as long as it is an option, libssh leaves the socket open
        var handle = _handle;
        _handle = 0;
        ssh_disconnect(handle);
        ssh_free(handle); // frees the channels too
        NativeMemory.Free(_counter);
        _source.Idle = null;
        _source.WakeAll();
        OnClose?.Invoke();
        _ended.TrySetResult(_reason.Length > 0 ? _reason : "it was closed");
    }

    // A channel that is never opened has no bytes of its own: looking at it takes the packets off the socket, and nothing else.
    private void TakeIdle()
    {
        var before = Packets;
        if (_listener == 0)
            _listener = ssh_channel_new(Handle);
        if (ssh_channel_poll(_listener, 0) < 0 || (Packets == before && PeerClosed()))
            Close(LastError is { Length: > 0 } error ? error : "the device hung up");
    }

    private bool PeerClosed()
    {
        const int PeekDontWait = 0x42;
        const int WouldBlock = 11;
        byte first;
        return PosixNative.recv(_source.Descriptor, &first, 1, PeekDontWait) is var count && (count == 0 || (count < 0 && Marshal.GetLastPInvokeError() != WouldBlock));
    }

    private short Events() =>
        (short)(_handle != 0 && (ssh_get_poll_flags(_handle) & WritePending) != 0 ? PosixNative.PollIn | PosixNative.PollOut : PosixNative.PollIn);
}
