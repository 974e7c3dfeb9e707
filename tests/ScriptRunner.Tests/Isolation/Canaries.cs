using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Flux.ScriptRunner.Tests.Isolation;

/// <summary>
/// What hostile scripts must neither read nor reach: a file and a link that file modes let everybody read, the service's environment
/// and memory, a TCP, a UDP and two Unix sockets.
/// </summary>
public sealed class Canaries : IDisposable
{
    public const string EnvironmentName = "FLUX_CANARY", EnvironmentSecret = "canary-env-51d0";
    private const string Secret = "canary-file-9c1e", LinkSecret = "canary-link-33bb", MemorySecret = "canary-memory-77aa";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("flux-canary-");
    private readonly string _file, _link, _socket, _name = $"flux-canary-{Guid.NewGuid():N}";
    private readonly TcpListener _tcp = new(IPAddress.Loopback, 0);
    private readonly UdpClient _udp = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly Socket _unix, _abstract;
    private GCHandle _memory = GCHandle.Alloc(Encoding.ASCII.GetBytes(MemorySecret), GCHandleType.Pinned);

    public Canaries()
    {
        Environment.SetEnvironmentVariable(EnvironmentName, EnvironmentSecret);
        _file = Path.Combine(_directory.FullName, "canary");
        _link = Path.Combine(_directory.FullName, "link");
        _socket = Path.Combine(_directory.FullName, "socket");
        File.WriteAllText(_file, Secret);
        File.CreateSymbolicLink(_link, LinkSecret);
        File.SetUnixFileMode(_directory.FullName, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(_file, (UnixFileMode)0b110_100_100);
        _tcp.Start();
        _unix = Listen(new UnixDomainSocketEndPoint(_socket));
        _abstract = Listen(new UnixDomainSocketEndPoint("\0" + _name));
        File.SetUnixFileMode(_socket, (UnixFileMode)0b110_110_110);
    }

    /// <summary>The inputs that tell the scripts where to attack.</summary>
    public string Inputs => InputsFor(Environment.ProcessId);

    public string InputsFor(int service) => JsonSerializer.Serialize(new
    {
        canary = _file,
        link = _link,
        unix_path = _socket,
        unix_abstract = _name,
        memory_address = (long)_memory.AddrOfPinnedObject(),
        service_pid = service,
        tcp_port = ((IPEndPoint)_tcp.LocalEndpoint).Port,
        udp_port = ((IPEndPoint)_udp.Client.LocalEndPoint!).Port,
    });

    public static bool IsIn(string text) =>
        new[] { Secret, LinkSecret, MemorySecret, EnvironmentSecret }.Any(secret => text.Contains(secret, StringComparison.Ordinal));

    public void AssertUntouched()
    {
        Assert.Equal([_file, _link, _socket], Directory.GetFileSystemEntries(_directory.FullName).Order(StringComparer.Ordinal));
        Assert.Equal(Secret, File.ReadAllText(_file));
        Assert.False(_tcp.Pending(), "somebody connected");
        Assert.Equal(0, _udp.Available);
        Assert.False(_unix.Poll(0, SelectMode.SelectRead) || _abstract.Poll(0, SelectMode.SelectRead), "somebody connected");
        foreach (var directory in new[] { "/tmp", "/dev/shm", "/dev/mqueue", "/var/tmp", "/usr/lib/python3.11" }.Where(Directory.Exists))
            Assert.Empty(Directory.GetFileSystemEntries(directory, "flux?escape*"));
    }

    public void Dispose()
    {
        _tcp.Dispose();
        _udp.Dispose();
        _unix.Dispose();
        _abstract.Dispose();
        _memory.Free();
        _directory.Delete(recursive: true);
    }

    private static Socket Listen(UnixDomainSocketEndPoint address)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(address);
        socket.Listen();
        return socket;
    }
}
