namespace Flux.Conformance.Peers;

/// <summary>The buf tool: the contract's rules, and a gRPC client that knows nothing but reflection.</summary>
internal static class Buf
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Runs buf in the repository's root.</summary>
    public static async Task<ProgramResult> RunAsync(params string[] arguments) =>
        await ChildProcess.RunAsync(await ProgramAsync(arguments), Limit, RepositoryFolders.Root);

    /// <summary>Runs buf curl against a server without TLS.</summary>
    public static Task<ProgramResult> CurlAsync(Uri server, string path, params string[] arguments) =>
        RunAsync(Curl(server, path, arguments));

    /// <summary>Whether the server answers a call with response headers; then the call is left.</summary>
    public static async Task<bool> BeginsAsync(Uri server, string path, params string[] arguments)
    {
        await using var curl = new ChildProcess(await ProgramAsync(Curl(server, path, ["-v", .. arguments])), RepositoryFolders.Root);
        var begun = await curl.WaitForErrorAsync("HTTP/2.0 200", Limit);
        curl.Kill();
        return begun;
    }

    /// <summary>The gRPC status code of a failed buf curl: its exit code is eight times that.</summary>
    public static int StatusOf(ProgramResult result) => result.ExitCode / 8;

    private static string[] Curl(Uri server, string path, string[] arguments) =>
        ["curl", "--protocol", "grpc", "--http2-prior-knowledge", .. arguments, new Uri(server, path).ToString()];

    private static async Task<ProgramCall> ProgramAsync(string[] arguments)
    {
        var scope = Path.Combine(await NodePackages.FolderAsync(), "@bufbuild");
        var package = Directory.Exists(scope) ? Directory.EnumerateDirectories(scope, "buf-linux-*").FirstOrDefault() : null;
        if (package is null)
            throw new PeerMissingException("buf", "The npm package set has it for Linux on x64 and arm64.", scope);
        return new ProgramCall(Path.Combine(package, "bin", "buf"), arguments, NodePackages.Remedy);
    }
}
