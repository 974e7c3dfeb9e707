namespace Flux.DeviceGateway.Ssh.Libssh;

/// <summary>enum ssh_options_e, as far as used.</summary>
internal enum LibsshOption
{
    Host = 0,
    Port = 1,
    Fd = 3,
    User = 4,
    KnownHosts = 8,
    CiphersClientToServer = 15,
    CiphersServerToClient = 16,
    KeyExchange = 24,
    HostKeys = 25,
    MacClientToServer = 29,
    MacServerToClient = 30,
    GlobalKnownHosts = 35,
    NoDelay = 36,
    PublicKeyAcceptedTypes = 37,
    ProcessConfig = 38,
    RsaMinSize = 41,
}
