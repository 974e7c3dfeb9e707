namespace Flux.ScriptRunner.Sandbox.Channel;

/// <summary>A child sent what no honest child sends: an unknown frame, or one above its cap.</summary>
internal sealed class FrameException(FrameKind kind, uint length, string message) : Exception(message)
{
    public FrameKind Kind { get; } = kind;

    public uint Length { get; } = length;
}
