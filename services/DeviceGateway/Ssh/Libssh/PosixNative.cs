using System.Runtime.InteropServices;

namespace Flux.DeviceGateway.Ssh.Libssh;

/// <summary>The system calls below the SSH loop (Linux).</summary>
internal static unsafe partial class PosixNative
{
    public const short PollIn = 1;
    public const short PollOut = 4;

    /// <summary>SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC.</summary>
    public const int StreamNonBlockingCloseOnExec = 1 | 0x800 | 0x80000;

    private const string LibC = "libc";

    [LibraryImport(LibC, SetLastError = true)]
    public static partial int poll(PollDescriptor* descriptors, nuint count, int timeoutMilliseconds);

    [LibraryImport(LibC, SetLastError = true)]
    public static partial int eventfd(uint value, int flags);

    [LibraryImport(LibC, SetLastError = true)]
    public static partial nint read(int descriptor, void* buffer, nuint count);

    [LibraryImport(LibC, SetLastError = true)]
    public static partial nint write(int descriptor, void* buffer, nuint count);

    [LibraryImport(LibC, SetLastError = true)]
    public static partial int socket(int family, int type, int protocol);

    [LibraryImport(LibC, SetLastError = true)]
    public static partial int connect(int descriptor, byte* address, uint length);

    [LibraryImport(LibC, SetLastError = true)]
    public static partial int getsockopt(int descriptor, int level, int option, int* value, uint* length);

    [LibraryImport(LibC, SetLastError = true)]
    public static partial int setsockopt(int descriptor, int level, int option, int* value, uint length);

    [LibraryImport(LibC, SetLastError = true)]
    public static partial int socketpair(int family, int type, int protocol, int* descriptors);

    [LibraryImport(LibC, SetLastError = true)]
    public static partial nint send(int descriptor, void* buffer, nuint count, int flags);

    [LibraryImport(LibC, SetLastError = true)]
    public static partial nint recv(int descriptor, void* buffer, nuint count, int flags);

    [LibraryImport(LibC, SetLastError = true)]
    public static partial int close(int descriptor);

    [StructLayout(LayoutKind.Sequential)]
    public struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
