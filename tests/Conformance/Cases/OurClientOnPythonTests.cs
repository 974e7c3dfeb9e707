using Flux.Conformance.Interop;

namespace Flux.Conformance.Cases;

/// <summary>Our client on the server of Google's C core.</summary>
public sealed class OurClientOnPythonTests(PythonServerFixture server) : IClassFixture<PythonServerFixture>
{
    public static TheoryData<string> Cases => InteropCases.Data(InteropCases.All);

    [Theory, MemberData(nameof(Cases))]
    public async Task OurClient_OnPythonServer_PassesCase(string name)
    {
        using var client = new InteropClient(server.Port, ServerTraits.Python);
        await client.RunAsync(name);
    }
}
