namespace Flux.Hosting;

internal static class DataDirectory
{
    // Documents may hold secrets of network elements: nobody but the owner gets in.
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static void Ensure(string path)
    {
        try
        {
            if (Directory.Exists(path))
                return;
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(path);
            else
                Directory.CreateDirectory(path, OwnerOnly);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new FluxStartException($"cannot create the data directory '{path}': {e.Message}; choose another with --data", e);
        }
    }
}
