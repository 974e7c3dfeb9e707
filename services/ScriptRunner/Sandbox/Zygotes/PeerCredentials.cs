using System.Buffers.Binary;
using System.Net.Sockets;

namespace Flux.ScriptRunner.Sandbox.Zygotes;

// Who connected, by the kernel's word (SO_PEERCRED): a process cannot lie about its pid.
internal static class PeerCredentials
{
    private const int SolSocket = 1, SoPeerCred = 17;

    public static (int Pid, int Uid) Of(Socket socket)
    {
        Span<byte> raw = stackalloc byte[12];
        socket.GetRawSocketOption(SolSocket, SoPeerCred, raw);
        return (BinaryPrimitives.ReadInt32LittleEndian(raw), BinaryPrimitives.ReadInt32LittleEndian(raw[4..]));
    }
}
