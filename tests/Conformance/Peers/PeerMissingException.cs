namespace Flux.Conformance.Peers;

/// <summary>A program that the tests compare with is not installed. It fails the test: a skipped proof is no proof.</summary>
/// <param name="what">What is missing.</param>
/// <param name="remedy">How to install it.</param>
/// <param name="detail">What the system said.</param>
internal sealed class PeerMissingException(string what, string remedy, string detail)
    : Exception($"{what} is needed by the conformance tests. {remedy}{Environment.NewLine}{detail}");
