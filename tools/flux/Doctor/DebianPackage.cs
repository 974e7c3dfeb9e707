namespace Flux.Cli.Doctor;

/// <summary>A row of the launcher's table of Debian packages.</summary>
/// <param name="Name">Of the package.</param>
/// <param name="NeededFor">"run" or "lab" (demo and tests).</param>
/// <param name="Required">Nothing works without it.</param>
/// <param name="File">Proves that it is there; the last folder but one may be a pattern.</param>
/// <param name="Purpose">What it is good for.</param>
internal sealed record DebianPackage(string Name, string NeededFor, bool Required, string File, string Purpose)
{
    /// <summary>Reads the table that the launcher hands on.</summary>
    public static IReadOnlyList<DebianPackage> ReadTable(string table) =>
        [.. table.Split('\n').Select(line => line.Split('|')).Where(columns => columns.Length == 5).Select(columns => new DebianPackage(columns[0], columns[1], columns[2] == "required", columns[3], columns[4]))];

    /// <summary>The file is there.</summary>
    public bool IsInstalled
    {
        get
        {
            var star = File.IndexOf("/*/", StringComparison.Ordinal);
            return star < 0
                ? System.IO.File.Exists(File)
                : Directory.Exists(File[..star]) && Directory.EnumerateDirectories(File[..star]).Any(folder => System.IO.File.Exists(folder + File[(star + 2)..]));
        }
    }

    /// <summary>As a finding.</summary>
    public Finding Finding => IsInstalled
        ? new Finding(Name, FindingState.Ok, Purpose)
        : new Finding(Name, Required ? FindingState.Missing : FindingState.Optional, Purpose + (NeededFor == "lab" ? "; for demo and tests only" : ""), "apt-get install " + Name);
}
