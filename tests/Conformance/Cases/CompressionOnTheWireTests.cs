using Flux.Conformance.Interop;
using Flux.Conformance.Peers;
using Flux.Conformance.Wire;

namespace Flux.Conformance.Cases;

/// <summary>The compressed cases pass with uncompressed messages too; here the messages' flags and sizes on the wire are looked at.</summary>
public sealed class CompressionOnTheWireTests(OurServerFixture ours, PythonServerFixture python, NodeServerFixture node)
    : IClassFixture<OurServerFixture>, IClassFixture<PythonServerFixture>, IClassFixture<NodeServerFixture>
{
    // Zeros compress a hundredfold and more: a message is either below this or at least five times as long.
    private const int Small = 5000;

    [Theory]
    [InlineData("client_compressed_unary", new[] { false, true, false })]
    [InlineData("client_compressed_streaming", new[] { false, true, false })]
    public async Task OurClient_OnOurServer_CompressesTheseRequests(string name, bool[] compressed)
    {
        await using var tap = new WireTap(ours.Port);
        using var client = new InteropClient(tap.Port, ServerTraits.Ours);
        await client.RunAsync(name);
        Expect(compressed, tap.Requests);
    }

    [Theory]
    [InlineData("client_compressed_unary", new[] { true, false })]
    [InlineData("client_compressed_streaming", new[] { true, false })]
    public async Task OurClient_OnPythonServer_CompressesTheseRequests(string name, bool[] compressed) =>
        Expect(compressed, (await RunOurClientAsync(python.Port, ServerTraits.Python, name)).Requests);

    [Theory]
    [InlineData("client_compressed_unary", new[] { true, false })]
    [InlineData("client_compressed_streaming", new[] { true, false })]
    public async Task OurClient_OnNodeServer_CompressesTheseRequests(string name, bool[] compressed) =>
        Expect(compressed, (await RunOurClientAsync(node.Port, ServerTraits.Node, name)).Requests);

    [Theory]
    [InlineData("server_compressed_unary", new[] { true, false })]
    [InlineData("server_compressed_streaming", new[] { true, false })]
    public async Task OurClient_OnPythonServer_ReadsTheseCompressedResponses(string name, bool[] compressed) =>
        Expect(compressed, (await RunOurClientAsync(python.Port, ServerTraits.Python, name)).Responses);

    [Theory]
    [InlineData("client_compressed_unary", new[] { false, true, false })]
    [InlineData("client_compressed_streaming", new[] { false, true, true })]
    public async Task PythonClient_OnOurServer_CompressesTheseRequests(string name, bool[] compressed) =>
        Expect(compressed, (await RunPeerAsync(Peer.Python, name)).Requests);

    [Theory]
    [InlineData("client_compressed_unary", new[] { false, true, false })]
    [InlineData("client_compressed_streaming", new[] { false, true, true })]
    public async Task NodeClient_OnOurServer_CompressesTheseRequests(string name, bool[] compressed) =>
        Expect(compressed, (await RunPeerAsync(Peer.Node, name)).Requests);

    [Theory]
    [InlineData("server_compressed_unary", new[] { true, false })]
    [InlineData("server_compressed_streaming", new[] { true, false })]
    public async Task PythonClient_OnOurServer_ReadsTheseCompressedResponses(string name, bool[] compressed) =>
        Expect(compressed, (await RunPeerAsync(Peer.Python, name)).Responses);

    [Theory]
    [InlineData("server_compressed_unary", new[] { true, false })]
    [InlineData("server_compressed_streaming", new[] { true, false })]
    public async Task NodeClient_OnOurServer_ReadsTheseCompressedResponses(string name, bool[] compressed) =>
        Expect(compressed, (await RunPeerAsync(Peer.Node, name)).Responses);

    private static void Expect(bool[] compressed, IReadOnlyList<TappedMessage> messages)
    {
        Assert.Equal(compressed, messages.Select(m => m.Compressed));
        Assert.All(messages, message => Assert.Equal(message.Compressed, message.Length < Small));
    }

    private static async Task<WireTap> RunOurClientAsync(int port, ServerTraits traits, string name)
    {
        await using var tap = new WireTap(port);
        using var client = new InteropClient(tap.Port, traits);
        await client.RunAsync(name);
        return tap;
    }

    private async Task<WireTap> RunPeerAsync(Peer peer, string name)
    {
        await using var tap = new WireTap(ours.Port);
        await peer.RunClientAsync(tap.Port, name);
        return tap;
    }
}
