using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Flux.Cli.Supervision;

/// <summary>Finds who holds a TCP port, from /proc.</summary>
internal static class ListeningSocket
{
    private const string Listen = "0A";

    /// <summary>Whether nothing listens there.</summary>
    public static bool IsFree(IPAddress address, int port)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // As Kestrel binds: connections of an earlier run that only linger do not count.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(1);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>"'python3 -m http.server 7101' (pid 42)", or what can be said without the right to look.</summary>
    public static string Owner(int port)
    {
        var inodes = Inodes("/proc/net/tcp", port).Concat(Inodes("/proc/net/tcp6", port)).Select(inode => $"socket:[{inode}]").ToHashSet();
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), out _)))
        {
            if (Descriptors(process).Any(inodes.Contains))
                return $"'{CommandLine(process)}' (pid {Path.GetFileName(process)})";
        }

        return inodes.Count > 0 ? "a process of another user (root can see which)" : "a process outside this container, or a connection that is just closing";
    }

    private static IEnumerable<string> Inodes(string table, int port)
    {
        var ending = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        return (File.Exists(table) ? File.ReadLines(table) : []).Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(columns => columns.Length > 9 && columns[3] == Listen && columns[1].EndsWith(ending, StringComparison.Ordinal))
            .Select(columns => columns[9]);
    }

    private static List<string> Descriptors(string process)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(process + "/fd").Select(path => new FileInfo(path).LinkTarget ?? "")];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return []; // ended meanwhile, or another user's
        }
    }

    private static string CommandLine(string process)
    {
        try
        {
            var text = File.ReadAllText(process + "/cmdline").Replace('\0', ' ').Trim();
            return text.Length <= 100 ? text : text[..100] + "...";
        }
        catch (IOException)
        {
            return "?";
        }
    }
}
