using Flux.Conformance.Peers;

namespace Flux.Conformance.Cases;

/// <summary>One server of the peer for a class of cases.</summary>
public sealed class PythonServerFixture : IAsyncLifetime
{
    private PeerServer? _server;

    public int Port => _server!.Port;

    public async Task InitializeAsync() => _server = await Peer.Python.StartServerAsync();

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
