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

    /// <summary>The process that forked another; 0 when that one has ended.</summary>
    public static int ParentOf(int pid)
    {
        try
        {
            // "pid (name) state parent ...": the name may have spaces and parentheses of its own.
            var text = File.ReadAllText($"/proc/{pid}/stat");
            return int.Parse(text[(text.LastIndexOf(')') + 2)..].Split(' ')[1]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return 0;
        }
    }
}
