using Flux.Conformance.Peers;

namespace Flux.Conformance.Cases;

/// <summary>One server of the peer for a class of cases.</summary>
public sealed class NodeServerFixture : IAsyncLifetime
{
    private PeerServer? _server;

    public int Port => _server!.Port;

    public async Task InitializeAsync() => _server = await Peer.Node.StartServerAsync();

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
