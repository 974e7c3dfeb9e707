using System.Runtime.InteropServices;

namespace Flux.DeviceGateway.Ssh.Libssh;

/// <summary>The functions of libssh 0.8 to 0.11 in use; names and arguments as in libssh/libssh.h.</summary>
internal static unsafe partial class LibsshNative
{
    public const int Ok = 0;
    public const int Again = -2;
    public const int Eof = -127;
    public const int WritePending = 8;

    public const string Library = "libssh.so.4";

    [LibraryImport(Library)]
    public static partial int ssh_init();

    [LibraryImport(Library)]
    public static partial nint ssh_new();

    [LibraryImport(Library)]
    public static partial void ssh_free(nint session);

    [LibraryImport(Library)]
    public static partial int ssh_connect(nint session);

    [LibraryImport(Library)]
    public static partial void ssh_disconnect(nint session);

    [LibraryImport(Library)]
    public static partial void ssh_set_blocking(nint session, int blocking);

    [LibraryImport(Library)]
    public static partial int ssh_get_poll_flags(nint session);

    [LibraryImport(Library)]
    public static partial void ssh_set_counters(nint session, Counter* atSocket, Counter* atPackets);

    [LibraryImport(Library)]
    public static partial int ssh_send_keepalive(nint session);

    [LibraryImport(Library)]
    public static partial nint ssh_get_error(nint session);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ssh_options_set(nint session, LibsshOption option, string value);

    [LibraryImport(Library)]
    public static partial int ssh_options_set(nint session, LibsshOption option, int* value);

    [LibraryImport(Library)]
    public static partial nint ssh_get_serverbanner(nint session);

    [LibraryImport(Library)]
    public static partial int ssh_get_server_publickey(nint session, out nint key);

    [LibraryImport(Library)]
    public static partial int ssh_pki_export_pubkey_base64(nint key, out nint base64);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ssh_pki_import_privkey_base64(string text, string? passphrase, nint callback, nint data, out nint key);

    [LibraryImport(Library)]
    public static partial void ssh_key_free(nint key);

    [LibraryImport(Library)]
    public static partial void ssh_string_free_char(nint text);

    [LibraryImport(Library)]
    public static partial int ssh_userauth_none(nint session, nint user);

    [LibraryImport(Library)]
    public static partial int ssh_userauth_list(nint session, nint user);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ssh_userauth_password(nint session, nint user, string password);

    [LibraryImport(Library)]
    public static partial int ssh_userauth_publickey(nint session, nint user, nint key);

    [LibraryImport(Library)]
    public static partial int ssh_userauth_kbdint(nint session, nint user, nint submethods);

    [LibraryImport(Library)]
    public static partial int ssh_userauth_kbdint_getnprompts(nint session);

    [LibraryImport(Library)]
    public static partial nint ssh_userauth_kbdint_getprompt(nint session, uint index, byte* echo);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ssh_userauth_kbdint_setanswer(nint session, uint index, string answer);

    [LibraryImport(Library)]
    public static partial nint ssh_channel_new(nint session);

    [LibraryImport(Library)]
    public static partial void ssh_channel_free(nint channel);

    [LibraryImport(Library)]
    public static partial int ssh_channel_open_session(nint channel);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ssh_channel_open_forward(nint channel, string host, int port, string sourceHost, int sourcePort);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ssh_channel_request_exec(nint channel, string command);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ssh_channel_request_pty_size(nint channel, string terminal, int columns, int rows);

    [LibraryImport(Library)]
    public static partial int ssh_channel_request_shell(nint channel);

    [LibraryImport(Library)]
    public static partial int ssh_channel_read_nonblocking(nint channel, byte* buffer, uint count, int fromStandardError);

    [LibraryImport(Library)]
    public static partial int ssh_channel_poll(nint channel, int fromStandardError);

    [LibraryImport(Library)]
    public static partial int ssh_channel_write(nint channel, byte* data, uint count);

    [LibraryImport(Library)]
    public static partial int ssh_channel_is_eof(nint channel);

    [LibraryImport(Library)]
    public static partial int ssh_channel_is_closed(nint channel);

    [LibraryImport(Library)]
    public static partial int ssh_channel_close(nint channel);

    [LibraryImport(Library)]
    public static partial int ssh_channel_get_exit_status(nint channel);

    [StructLayout(LayoutKind.Sequential)]
    public struct Counter
    {
        public ulong InBytes;
        public ulong OutBytes;
        public ulong InPackets;
        public ulong OutPackets;
    }

    public static string Text(nint pointer) => Marshal.PtrToStringUTF8(pointer) ?? "";
}
