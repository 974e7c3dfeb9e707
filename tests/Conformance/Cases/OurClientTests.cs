using Flux.Conformance.Interop;

namespace Flux.Conformance.Cases;

/// <summary>Our client on our server: a case that fails only here or only elsewhere tells which side is wrong.</summary>
public sealed class OurClientTests(OurServerFixture server) : IClassFixture<OurServerFixture>
{
    public static TheoryData<string> Cases => InteropCases.Data(InteropCases.All);

    [Theory, MemberData(nameof(Cases))]
    public async Task OurClient_OnOurServer_PassesCase(string name)
    {
        using var client = new InteropClient(server.Port, ServerTraits.Ours);
        await client.RunAsync(name);
    }
}
