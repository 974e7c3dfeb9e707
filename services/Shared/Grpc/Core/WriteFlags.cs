namespace Grpc.Core;

/// <summary>How one message is written.</summary>
[Flags]
public enum WriteFlags
{
    /// <summary>May wait in a buffer until a message without this flag, or the end of the stream.</summary>
    BufferHint = 0x1,
    /// <summary>Send this message uncompressed.</summary>
    NoCompress = 0x2,
}
