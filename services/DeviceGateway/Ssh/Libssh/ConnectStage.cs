namespace Flux.DeviceGateway.Ssh.Libssh;

/// <summary>How far a connection attempt got; it decides what a timeout means.</summary>
internal enum ConnectStage
{
    Resolve,
    Tcp,
    KeyExchange,
    LogIn,
}
