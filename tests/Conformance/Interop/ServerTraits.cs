namespace Flux.Conformance.Interop;

/// <summary>What the servers differ in, beside the cases that one of them cannot do at all.</summary>
/// <param name="ChecksCompression">It can tell a compressed request from a plain one; the peers' interfaces hide that from a service.</param>
/// <param name="JoinedBinaryHeaders">It takes several values of one "-bin" header in one line, as HttpClient sends them. The protocol asks for it,
/// the C core of 1.51 answers "Failed parsing HTTP/2".</param>
internal sealed record ServerTraits(bool ChecksCompression, bool JoinedBinaryHeaders)
{
    public static ServerTraits Ours { get; } = new(true, true);

    public static ServerTraits Node { get; } = new(false, true);

    public static ServerTraits Python { get; } = new(false, false);
}
