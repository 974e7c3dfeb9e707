namespace Flux.DeviceGateway.Platforms;

/// <summary>How commands reach a device.</summary>
public enum ChannelKind
{
    /// <summary>Typed into a terminal; modes and variables last from command to command.</summary>
    Shell,

    /// <summary>Each command on a channel of its own, with an exit status.</summary>
    Exec,
}
