using Flux.DeviceGateway.Ssh;

namespace Flux.DeviceGateway.Tests.Support;

/// <summary>Connects to devices in memory: each login gets the next one, or fails with its error.</summary>
internal sealed class FakeSsh(Func<SshTarget, IByteChannel> connect, string greeting = "SSH-2.0-Fake") : ISshClient
{
    public string? Problem => null;

    public List<SshTarget> Targets { get; } = [];

    public List<FakeConnection> Connections { get; } = [];

    public async Task<ISshConnection> ConnectAsync(SshTarget target, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Targets.Add(target);
        Connections.Add(new FakeConnection(connect(target)) { Server = new SshServer(greeting, new HostKey("ssh-ed25519", "AAAA")) });
        return Connections[^1];
    }

    public async Task<SshServer> ProbeAsync(SshTarget target, CancellationToken cancellationToken) => (await ConnectAsync(target, cancellationToken)).Server;
}
