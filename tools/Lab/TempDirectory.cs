namespace Flux.Lab;

/// <summary>A new directory below the system's temporary folder, deleted with its content on dispose.</summary>
public sealed class TempDirectory : IDisposable
{
    /// <summary>Creates the directory; <paramref name="name"/> begins its name, so that a leftover tells who made it.</summary>
    public TempDirectory(string name = "flux") => Path = Directory.CreateTempSubdirectory(name + "-").FullName;

    /// <summary>Absolute path.</summary>
    public string Path { get; }

    /// <summary>Absolute path of a file or folder inside.</summary>
    public string this[string relative] => System.IO.Path.Combine(Path, relative);

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
        }
        catch (IOException)
        {
            // A process that is just ending may still write; the system's clean-up of the temporary folder gets the rest.
        }
    }
}
