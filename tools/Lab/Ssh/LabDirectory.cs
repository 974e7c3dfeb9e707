namespace Flux.Lab.Ssh;

/// <summary>
/// The files of one lab. A lock says that its process lives, so the next lab can clear away what a killed one left:
/// keys, configuration, never processes, which end by themselves.
/// </summary>
internal sealed class LabDirectory : IDisposable
{
    private const string Name = "flux-lab";
    private const string Lock = "alive";

    private readonly TempDirectory _directory = new(Name);
    private readonly FileStream _lock;

    private LabDirectory() => _lock = Hold(_directory[Lock], FileMode.CreateNew);

    public string Path => _directory.Path;

    public string this[string relative] => _directory[relative];

    public static LabDirectory Create()
    {
        foreach (var left in Directory.GetDirectories(System.IO.Path.GetTempPath(), Name + "-*"))
            ClearAway(left);
        return new LabDirectory();
    }

    public void Dispose()
    {
        _directory.Dispose();
        _lock.Dispose();
    }

    private static FileStream Hold(string file, FileMode mode) => new(file, mode, FileAccess.ReadWrite, FileShare.None);

    private static void ClearAway(string directory)
    {
        try
        {
            // Only with a lock file: one without is a lab that is just being made.
            using (Hold(System.IO.Path.Combine(directory, Lock), FileMode.Open))
            {
            }

            Directory.Delete(directory, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // In use, another user's, or another lab was quicker.
        }
    }
}
