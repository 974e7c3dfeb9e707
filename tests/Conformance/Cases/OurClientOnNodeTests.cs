using Flux.Conformance.Interop;

namespace Flux.Conformance.Cases;

/// <summary>Our client on the server of grpc-js.</summary>
public sealed class OurClientOnNodeTests(NodeServerFixture server) : IClassFixture<NodeServerFixture>
{
    public static TheoryData<string> Cases => InteropCases.Data(InteropCases.OfNodeServer);

    [Theory, MemberData(nameof(Cases))]
    public async Task OurClient_OnNodeServer_PassesCase(string name)
    {
        using var client = new InteropClient(server.Port, ServerTraits.Node);
        await client.RunAsync(name);
    }
}
