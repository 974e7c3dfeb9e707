using Flux.DeviceGateway.Errors;
using static Flux.DeviceGateway.Ssh.Libssh.LibsshNative;

namespace Flux.DeviceGateway.Ssh.Libssh;

/// <summary>
/// Logs in with what the inventory holds and the server takes: nothing, then the key, then the password, sent either
/// as such or as the answer to a hidden question. The password goes out once; a wrong one is never sent again, because
/// devices lock accounts.
/// </summary>
internal sealed class LibsshLogin(LibsshSession session, SshTarget target)
{
    private const int Success = 0;
    private const int Denied = 1;
    private const int Info = 3;
    private const int AuthAgain = 4;

    private const int PasswordMethod = 2;
    private const int PublicKeyMethod = 4;
    private const int InteractiveMethod = 16;

    private static readonly (int Bit, string Name)[] _names = [(PublicKeyMethod, "publickey"), (PasswordMethod, "password"), (InteractiveMethod, "keyboard-interactive"), (8, "hostbased"), (32, "gssapi")];

    /// <param name="privateKey">A libssh key; 0 for none.</param>
    /// <param name="cancellationToken">Ends the login.</param>
    /// <exception cref="DeviceException">AUTHENTICATION_FAILED, CONNECTION_LOST.</exception>
    public async Task RunAsync(nint privateKey, CancellationToken cancellationToken)
    {
        if (await TryAsync(() => ssh_userauth_none(session.Handle, 0), cancellationToken))
            return;
        var offered = Offered();
        if (privateKey != 0 && (offered & PublicKeyMethod) != 0)
        {
            if (await TryAsync(() => ssh_userauth_publickey(session.Handle, 0, privateKey), cancellationToken))
                return;
            offered = Offered(); // a server that wants two factors now names the second
        }

        if (target.Password is { } password)
        {
            if ((offered & PasswordMethod) != 0)
            {
                if (await TryAsync(() => ssh_userauth_password(session.Handle, 0, password), cancellationToken))
                    return;
            }
            else if ((offered & InteractiveMethod) != 0 && await AnswerAsync(password, cancellationToken))
            {
                return;
            }
        }

        throw Refused(offered);
    }

    private int Offered() => ssh_userauth_list(session.Handle, 0);

    private async Task<bool> TryAsync(Func<int> call, CancellationToken cancellationToken)
    {
        var result = await session.RepeatAsync(call, cancellationToken, AuthAgain);
        return result >= 0 ? result == Success : throw Broken();
    }

    private async Task<bool> AnswerAsync(string password, CancellationToken cancellationToken)
    {
        var sent = false;
        while (true)
        {
            var result = await session.RepeatAsync(() => ssh_userauth_kbdint(session.Handle, 0, 0), cancellationToken, AuthAgain);
            if (result != Info)
                return result >= 0 ? result == Success : throw Broken();
            for (uint i = 0; i < ssh_userauth_kbdint_getnprompts(session.Handle); i++)
            {
                if (sent && !Shown(i))
                    return false; // asked for the password a second time: the first was wrong
                sent |= !Shown(i);
                _ = ssh_userauth_kbdint_setanswer(session.Handle, i, Shown(i) ? target.Username : password);
            }
        }
    }

    private unsafe bool Shown(uint index)
    {
        byte echo;
        _ = ssh_userauth_kbdint_getprompt(session.Handle, index, &echo);
        return echo != 0;
    }

    private DeviceException Broken() => session.LastError.Contains("Too many authentication failures", StringComparison.OrdinalIgnoreCase)
        ? Refused(Offered())
        : new DeviceException(DeviceReason.ConnectionLost, $"{target} ended the connection during login ({session.LastError}). It may allow fewer sessions than are open.");

    private DeviceException Refused(int offered)
    {
        var methods = string.Join(", ", _names.Where(method => (offered & method.Bit) != 0).Select(method => method.Name));
        var held = (target.PrivateKey, target.Password) switch
        {
            (null, null) => "neither a password nor a key",
            (null, _) => "a password",
            (_, null) => "a key",
            _ => "a key and a password",
        };
        return new DeviceException(DeviceReason.AuthenticationFailed,
            $"{target} refused the login of '{target.Username}'. It accepts {(methods.Length > 0 ? methods : "no method that it names")}; the inventory holds {held} for the element. Correct the element's password, key or transport_settings.username; the gateway tried once and will not repeat it by itself.");
    }
}
