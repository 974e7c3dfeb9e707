namespace Flux.DeviceGateway.Ssh.Libssh;

/// <summary>Waits around libssh's non-blocking calls.</summary>
internal static class LibsshWaiting
{
    /// <summary>Calls until the answer is not <paramref name="again"/>.</summary>
    public static async Task<int> RepeatAsync(LibsshSession session, Func<int> call, int again, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = call();
            session.WakeOthers();
            if (result != again)
                return result;
            await session.ReadyAsync(cancellationToken);
            if (session.Closed)
                throw session.Lost();
        }
    }
}
