namespace Flux.Cli.Doctor;

/// <summary>A row of the launcher's table of Debian packages.</summary>
/// <param name="Name">Of the package.</param>
/// <param name="NeededFor">"run", "lab" (demo and tests), "test", "peers" (tests against foreign implementations) or "bench".</param>
/// <param name="Required">Nothing works without it.</param>
/// <param name="File">Proves that it is there; one folder may be a pattern. "command:NAME" is a program on the search path.</param>
/// <param name="Purpose">What it is good for.</param>
internal sealed record DebianPackage(string Name, string NeededFor, bool Required, string File, string Purpose)
{
    /// <summary>Reads the table that the launcher hands on.</summary>
    public static IReadOnlyList<DebianPackage> ReadTable(string table) =>
        [.. table.Split('\n').Select(line => line.Split('|')).Where(columns => columns.Length == 5).Select(columns => new DebianPackage(columns[0], columns[1], columns[2] == "required", columns[3], columns[4]))];

    /// <summary>The file, or the command, is there.</summary>
    public bool IsInstalled
    {
        get
        {
            if (File.StartsWith("command:", StringComparison.Ordinal))
                return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => System.IO.File.Exists(Path.Combine(folder, File["command:".Length..])));
            var star = File.IndexOf("/*/", StringComparison.Ordinal);
            return star < 0
                ? System.IO.File.Exists(File)
                : Directory.Exists(File[..star]) && Directory.EnumerateDirectories(File[..star]).Any(folder => System.IO.File.Exists(folder + File[(star + 2)..]));
        }
    }

    /// <summary>As a finding.</summary>
    public Finding Finding => IsInstalled
        ? new Finding(Name, FindingState.Ok, Purpose)
        : new Finding(Name, Required ? FindingState.Missing : FindingState.Optional, Purpose + NeededFor switch { "lab" => "; for demo and tests only", "test" or "peers" => "; for tests only", "bench" => "; for benchmarks only", _ => "" }, "apt-get install " + Name);
}
