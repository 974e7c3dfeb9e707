using System.Net;

namespace Flux.Lab.Ssh;

/// <summary>One device of an <see cref="SshLab"/>.</summary>
public sealed class SshDevice
{
    private readonly SshDeviceFiles _files;
    private readonly SshLabOptions _options;
    private readonly LabMachine _machine;
    private readonly SshKeyPair _userKey;
    private readonly Lazy<int> _terminalPort;
    private LifelineProcess? _process;
    private string _log = "";
    private IReadOnlyList<SshKeyPair> _hostKeys = [];

    internal SshDevice(string name, IPAddress address, string directory, SshLabOptions options, LabMachine machine, SshKeyPair userKey)
    {
        Name = name;
        Address = address;
        Port = LoopbackPort.Free(address);
        _files = new SshDeviceFiles(directory);
        _options = options;
        _machine = machine;
        _userKey = userKey;
        _terminalPort = new Lazy<int>(() => options.DaemonTerminal is null ? 0 : LoopbackPort.Free(address));
    }

    /// <summary>Host name; the prompt shows it.</summary>
    public string Name { get; }

    /// <summary>A loopback address of its own.</summary>
    public IPAddress Address { get; }

    /// <summary>TCP port of the SSH server; stays the same over restarts.</summary>
    public int Port { get; }

    /// <summary>The only account: "netops", or the caller's own user name without root.</summary>
    public string Username => _machine.Namespaces ? SshDeviceFiles.User : Environment.UserName;

    /// <summary>Password of the account; null without root (sshd can then check keys only).</summary>
    public string? Password => _machine.Namespaces ? "Lab-" + Name + "-pw!" : null;

    /// <summary>Enable password of a daemon's terminal; null for other devices.</summary>
    public string? EnablePassword => _options.DaemonTerminal is null ? null : "Lab-" + Name + "-enable";

    /// <summary>Private key (OpenSSH text) which the account accepts as well; one for the whole lab.</summary>
    public string PrivateKey => _userKey.PrivateKey;

    /// <summary>"frr" (a router's command line) or "linux" (a shell): the platform names of the device gateway.</summary>
    public string Platform => _machine.Platform(_options);

    /// <summary>"shell" where the server can give terminals, else "exec".</summary>
    public string Channel => _machine.Namespaces ? "shell" : "exec";

    /// <summary>The present host key, first type of the options.</summary>
    public SshKeyPair HostKey => _hostKeys[0];

    /// <summary>The server's last log lines; complete after <see cref="StopAsync"/>.</summary>
    public string Log => _process?.Output ?? _log;

    /// <summary>Waits until the server has logged a line that contains the text.</summary>
    public Task LogLineAsync(string text, CancellationToken cancellationToken = default) =>
        _process?.LineAsync(text, cancellationToken) ?? throw new LabException($"{Name} is not running.");

    /// <summary>Public keys, one a line, that the account accepts; read at each login.</summary>
    public string AuthorizedKeysFile => _files.AuthorizedKeys;

    /// <summary>Starts the device (again); the host key stays. Returns when it accepts logins.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (_hostKeys.Count == 0)
            _hostKeys = await _files.CreateHostKeysAsync(_options.HostKeyTypes, cancellationToken);
        _files.Write(this, _options, _machine, _userKey);
        if (_options.DaemonTerminal is not null)
            _files.WriteTerminal(_terminalPort.Value);
        var (program, arguments) = _machine.Command(_files.Script("device.sh"), _files.Script("plain-sshd.sh"), [_files.Directory, Name, _options.DaemonTerminal ?? Platform, Address.ToString(), $"{_terminalPort.Value}"]);
        _process = await LifelineProcess.StartAsync(program, arguments, "Server listening on", cancellationToken);
    }

    /// <summary>Ends the server and all its sessions at once, as a power cut does; the port refuses connections afterwards.</summary>
    public async Task StopAsync()
    {
        if (_process is not { } process)
            return;
        await process.DisposeAsync();
        _log = process.Output;
        _process = null;
    }

    /// <summary>Restarts the device with new host keys, as after a replacement of the hardware.</summary>
    public async Task RegenerateHostKeyAsync(CancellationToken cancellationToken = default)
    {
        await StopAsync();
        _hostKeys = [];
        await StartAsync(cancellationToken);
    }
}
