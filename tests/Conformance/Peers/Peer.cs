using Flux.Conformance.Interop;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Testing;

namespace Flux.Conformance.Peers;

/// <summary>An independent gRPC implementation: how to start its interop server and to run its interop client.</summary>
internal sealed class Peer(Func<Task<ProgramCall>> program)
{
    private static readonly TimeSpan CaseLimit = TimeSpan.FromSeconds(90);
    private static readonly Lazy<string> SchemaFile = new(WriteSchema);

    private readonly Lazy<Task<ProgramCall>> _program = new(program);

    /// <summary>Google's C core as Debian's Python has it.</summary>
    public static Peer Python { get; } = new(() => Task.FromResult(new ProgramCall(
        "/usr/bin/python3", [RepositoryFolders.Copied("Peers", "python", "interop.py"), SchemaFile.Value], PythonRemedy)));

    /// <summary>The gRPC of Node.js, written in JavaScript.</summary>
    public static Peer Node { get; } = new(async () => new ProgramCall(
        "node", [RepositoryFolders.Copied("Peers", "node", "interop.js"), RepositoryFolders.Copied("Protos", "grpc", "testing", "interop.proto")], NodePackages.Remedy)
    {
        Environment = new Dictionary<string, string> { ["NODE_PATH"] = await NodePackages.FolderAsync() },
    });

    public const string PythonRemedy = "Install the Debian packages python3-grpcio and python3-protobuf.";

    /// <summary>Starts the peer's server on a free loopback port.</summary>
    public async Task<PeerServer> StartServerAsync() => await PeerServer.StartAsync(await _program.Value);

    /// <summary>Runs one case with the peer's client; a failure carries the peer's own words.</summary>
    public async Task RunClientAsync(int port, string name)
    {
        var call = await _program.Value;
        var result = await ChildProcess.RunAsync(call.With("client", $"127.0.0.1:{port}", name), CaseLimit);
        if (result.ExitCode != 0 && result.Errors.Contains("ModuleNotFoundError", StringComparison.Ordinal))
            throw new PeerMissingException(call.FileName, call.Remedy, result.Errors);
        if (result.ExitCode != 0)
            throw new InteropException(result.Errors);
    }

    /// <summary>The peer's program with another script of the same folder.</summary>
    public async Task<ProgramCall> ProgramAsync(string script)
    {
        var call = await _program.Value;
        return call with { Arguments = [Path.Combine(Path.GetDirectoryName(call.Arguments[0])!, script), .. call.Arguments.Skip(1)] };
    }

    private static string WriteSchema()
    {
        var path = RepositoryFolders.Copied("interop.binpb");
        var set = new FileDescriptorSet { File = { FileDescriptorProto.Parser.ParseFrom(InteropReflection.Descriptor.SerializedData) } };
        File.WriteAllBytes(path, set.ToByteArray());
        return path;
    }
}
