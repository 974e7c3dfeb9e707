using Flux.Conformance.Interop;
using Flux.Conformance.Peers;

namespace Flux.Conformance.Cases;

/// <summary>The client of Google's C core on our server.</summary>
public sealed class PythonClientTests(OurServerFixture server) : IClassFixture<OurServerFixture>
{
    public static TheoryData<string> Cases => InteropCases.Data(InteropCases.All);

    [Theory, MemberData(nameof(Cases))]
    public Task PythonClient_OnOurServer_PassesCase(string name) => Peer.Python.RunClientAsync(server.Port, name);
}
