namespace Flux.ScriptRunner.Sandbox.Channel;

/// <summary>One message between the service and a child.</summary>
/// <param name="Kind">What the payload is.</param>
/// <param name="Payload">Valid until the next read.</param>
internal readonly record struct Frame(FrameKind Kind, ReadOnlyMemory<byte> Payload);
