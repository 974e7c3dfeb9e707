namespace Flux.Conformance.Peers;

/// <summary>The buf tool: the contract's rules, and a gRPC client that knows nothing but reflection.</summary>
internal static class Buf
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Runs buf in the repository's root.</summary>
    public static async Task<ProgramResult> RunAsync(params string[] arguments)
    {
        var scope = Path.Combine(await NodePackages.FolderAsync(), "@bufbuild");
        var package = Directory.Exists(scope) ? Directory.EnumerateDirectories(scope, "buf-linux-*").FirstOrDefault() : null;
        if (package is null)
            throw new PeerMissingException("buf", "The npm package set has it for Linux on x64 and arm64.", scope);
        var buf = new ProgramCall(Path.Combine(package, "bin", "buf"), arguments, NodePackages.Remedy);
        return await ChildProcess.RunAsync(buf, Limit, RepositoryFolders.Root);
    }

    /// <summary>Runs buf curl against a server without TLS.</summary>
    public static Task<ProgramResult> CurlAsync(Uri server, string path, params string[] arguments) =>
        RunAsync(["curl", "--protocol", "grpc", "--http2-prior-knowledge", .. arguments, new Uri(server, path).ToString()]);

    /// <summary>The gRPC status code of a failed buf curl: its exit code is eight times that.</summary>
    public static int StatusOf(ProgramResult result) => result.ExitCode / 8;
}
