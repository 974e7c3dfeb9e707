using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Flux.ScriptRunner.Tests.Isolation;

/// <summary>What hostile scripts must neither read nor reach: a file that file modes let everybody read, a TCP and a UDP port.</summary>
public sealed class Canaries : IDisposable
{
    private const string Secret = "canary-file-9c1e";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("flux-canary-");
    private readonly string _file;
    private readonly TcpListener _tcp = new(IPAddress.Loopback, 0);
    private readonly UdpClient _udp = new(new IPEndPoint(IPAddress.Loopback, 0));

    public Canaries()
    {
        _file = Path.Combine(_directory.FullName, "canary");
        File.WriteAllText(_file, Secret);
        File.SetUnixFileMode(_directory.FullName, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(_file, (UnixFileMode)0b110_100_100);
        _tcp.Start();
    }

    /// <summary>The inputs that tell the scripts where to attack.</summary>
    public string Inputs => JsonSerializer.Serialize(new
    {
        canary = _file,
        service_pid = Environment.ProcessId,
        tcp_port = ((IPEndPoint)_tcp.LocalEndpoint).Port,
        udp_port = ((IPEndPoint)_udp.Client.LocalEndPoint!).Port,
    });

    public static bool IsIn(string text) => text.Contains(Secret, StringComparison.Ordinal);

    public void AssertUntouched()
    {
        Assert.Equal([_file], Directory.GetFileSystemEntries(_directory.FullName));
        Assert.Equal(Secret, File.ReadAllText(_file));
        Assert.False(_tcp.Pending(), "somebody connected");
        Assert.Equal(0, _udp.Available);
        foreach (var directory in new[] { "/tmp", "/dev/shm", "/var/tmp", "/usr/lib/python3.11" })
            Assert.Empty(Directory.GetFileSystemEntries(directory, "flux?escape*"));
    }

    public void Dispose()
    {
        _tcp.Dispose();
        _udp.Dispose();
        _directory.Delete(recursive: true);
    }
}
