namespace Flux.Conformance.Peers;

/// <summary>Where things are: the repository, what the build copied beside the tests, what a run may leave behind.</summary>
internal static class RepositoryFolders
{
    /// <summary>The repository's root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Things that are expensive to make and may be kept from run to run.</summary>
    public static string Cache { get; } = Directory.CreateDirectory(Path.Combine(Root, "artifacts", "conformance")).FullName;

    /// <summary>A file of this project, as copied beside the tests.</summary>
    public static string Copied(params string[] path) => Path.Combine([AppContext.BaseDirectory, .. path]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "flux-services.slnx")))
                return folder.FullName;
        }
        throw new InvalidOperationException($"No flux-services.slnx above {AppContext.BaseDirectory}.");
    }
}
