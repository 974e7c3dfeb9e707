using Flux.Conformance.Interop;
using Flux.Conformance.Peers;

namespace Flux.Conformance.Cases;

/// <summary>The client of grpc-js on our server.</summary>
public sealed class NodeClientTests(OurServerFixture server) : IClassFixture<OurServerFixture>
{
    public static TheoryData<string> Cases => InteropCases.Data(InteropCases.All);

    [Theory, MemberData(nameof(Cases))]
    public Task NodeClient_OnOurServer_PassesCase(string name) => Peer.Node.RunClientAsync(server.Port, name);
}
