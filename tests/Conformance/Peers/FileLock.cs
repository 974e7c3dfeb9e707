namespace Flux.Conformance.Peers;

/// <summary>A lock between processes: an open file that nobody else can open.</summary>
internal static class FileLock
{
    public static async Task<FileStream> AcquireAsync(string path)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(6));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                // A file system has no event for a released lock.
                await timer.WaitForNextTickAsync(timeout.Token);
            }
        }
    }
}
