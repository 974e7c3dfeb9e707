namespace Flux.Conformance.Peers;

/// <summary>The npm packages of package.json and its lock file, installed once under artifacts/conformance/node.</summary>
internal static class NodePackages
{
    public const string Remedy = "Install the Debian packages nodejs (18 or later) and npm.";

    private static readonly string[] Manifests = ["package.json", "package-lock.json"];
    private static readonly Lazy<Task<string>> Installed = new(InstallAsync);

    /// <summary>The node_modules folder.</summary>
    public static Task<string> FolderAsync() => Installed.Value;

    private static async Task<string> InstallAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(RepositoryFolders.Cache, "node")).FullName;
        var modules = Path.Combine(folder, "node_modules");
        var done = Path.Combine(modules, ".installed");
        // Several test processes may come at once; the operating system releases the lock of one that dies.
        await using var _ = await FileLock.AcquireAsync(Path.Combine(folder, ".lock"));
        var wanted = string.Concat(Manifests.Select(name => File.ReadAllText(RepositoryFolders.Copied("Peers", "node", name))));
        if (File.Exists(done) && await File.ReadAllTextAsync(done) == wanted)
            return modules;
        foreach (var name in Manifests)
            File.Copy(RepositoryFolders.Copied("Peers", "node", name), Path.Combine(folder, name), overwrite: true);
        var npm = new ProgramCall("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], Remedy);
        var result = await ChildProcess.RunAsync(npm, TimeSpan.FromMinutes(5), folder);
        if (result.ExitCode != 0)
            throw new PeerMissingException("npm's package set in tests/Conformance/Peers/node", "npm ci must reach a package registry once.", result.Errors);
        await File.WriteAllTextAsync(done, wanted);
        return modules;
    }
}
