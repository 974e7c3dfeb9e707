namespace Flux.Conformance.Wire;

/// <summary>HTTP/2 frame flags.</summary>
[Flags]
internal enum FrameFlags : byte
{
    None = 0,
    // On SETTINGS and PING the same bit acknowledges.
    EndStream = 1,
    EndHeaders = 4,
    Padded = 8,
    Priority = 32,
}
