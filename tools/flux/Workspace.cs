namespace Flux.Cli;

/// <summary>Where this tool lives: the repository, and the build that the tool itself is part of.</summary>
internal static class Workspace
{
    /// <summary>The repository's folder: FLUX_ROOT (set by the launcher), else the nearest folder above the tool with a tye.yaml.</summary>
    public static string Root { get; } = Environment.GetEnvironmentVariable("FLUX_ROOT") is { Length: > 0 } given ? given : Above(AppContext.BaseDirectory);

    /// <summary>"release" or "debug": the services that are started come from the same build as the tool.</summary>
    public static string Configuration { get; } = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    /// <summary>The file that lists the services.</summary>
    public static string SuiteFile => Path.Combine(Root, "tye.yaml");

    /// <summary>The declared file of the demo.</summary>
    public static string DemoFile => Path.Combine(Root, "examples", "demo.yaml");

    /// <summary>The program of a project, built in the tool's configuration.</summary>
    /// <exception cref="CliException">It was not built.</exception>
    public static string Program(string projectFile)
    {
        var folder = Path.Combine(Root, "artifacts", "bin", Path.GetFileNameWithoutExtension(projectFile), Configuration);
        // Only a program has a runtime configuration; its libraries have none.
        var configuration = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.runtimeconfig.json").Order().FirstOrDefault() : null;
        return configuration?.Replace(".runtimeconfig.json", ".dll", StringComparison.Ordinal)
            ?? throw new CliException($"{projectFile} is not built: no program in {folder}; build with 'dotnet build' or start through ./flux");
    }

    private static string Above(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "tye.yaml")))
                return at.FullName;
        }

        throw new CliException($"no tye.yaml above {folder}: start through ./flux, or set FLUX_ROOT to the repository");
    }
}
