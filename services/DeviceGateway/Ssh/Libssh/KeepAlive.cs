namespace Flux.DeviceGateway.Ssh.Libssh;

/// <summary>
/// Asks a quiet device for a sign of life, within SSH ("keepalive@openssh.com", OpenSSH PROTOCOL 2.7): a device that hangs, or a
/// firewall before it, may acknowledge TCP's own keep-alives for ever.
/// </summary>
internal static class KeepAlive
{
    private const int MostUnanswered = 3;

    /// <summary>Until the session closes. Only on the loop's thread.</summary>
    public static async Task RunAsync(LibsshSession session, TimeProvider time)
    {
        var pause = session.Target.KeepAlive;
        using var timer = new PeriodicTimer(pause, time);
        session.OnClose = timer.Dispose;
        var (seen, unanswered) = (session.Packets, 0);
        while (await timer.WaitForNextTickAsync())
        {
            if (session.Packets != seen)
            {
                (seen, unanswered) = (session.Packets, 0);
            }
            else if (unanswered < MostUnanswered)
            {
                // Takes what has come off the socket as well: nobody else may be reading.
                session.Ping();
                unanswered++;
            }
            else
            {
                session.Close($"it left {MostUnanswered} keep-alives, one every {pause.TotalSeconds:0.###} s, without an answer");
            }
        }
    }
}
