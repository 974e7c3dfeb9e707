using Flux.DeviceGateway.Ssh;

namespace Flux.DeviceGateway.Tests.Support;

/// <summary>A logged-in connection whose shell is a channel in memory.</summary>
internal sealed class FakeConnection(IByteChannel shell) : ISshConnection
{
    public SshServer Server { get; init; } = new("SSH-2.0-Fake", new HostKey("ssh-ed25519", "AAAA"));

    public Task<string> Ended => End.Task;

    public TaskCompletionSource<string> End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<IByteChannel> OpenShellAsync(TerminalSize size, CancellationToken cancellationToken) => Task.FromResult(shell);

    public Task<IExecChannel> ExecAsync(string command, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async ValueTask DisposeAsync() => await shell.DisposeAsync();
}
