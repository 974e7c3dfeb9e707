namespace Flux.ScriptRunner.Sandbox.Channel;

// The first byte of a frame; see channel.py.
internal enum FrameKind : byte
{
    // To the service.
    Hello = (byte)'H',
    Output = (byte)'O',
    Log = (byte)'L',
    Call = (byte)'C',
    Usage = (byte)'U',
    Result = (byte)'R',
    Failure = (byte)'E',
    // To the child.
    Job = (byte)'J',
    Inputs = (byte)'I',
    Value = (byte)'V',
    Error = (byte)'X',
}
