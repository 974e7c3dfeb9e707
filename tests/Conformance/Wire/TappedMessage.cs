namespace Flux.Conformance.Wire;

/// <summary>A gRPC message as it travelled.</summary>
/// <param name="Compressed">Its compressed flag.</param>
/// <param name="Length">Its length on the wire, without the five bytes of the prefix.</param>
internal sealed record TappedMessage(bool Compressed, int Length);
