using System.Globalization;

namespace Flux.Conformance.Peers;

/// <summary>A running interop server of a peer.</summary>
internal sealed class PeerServer : IAsyncDisposable
{
    private const string Ready = "LISTENING ";

    private readonly ChildProcess _process;

    private PeerServer(ChildProcess process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    public static async Task<PeerServer> StartAsync(ProgramCall program)
    {
        var process = new ChildProcess(program.With("server"));
        var line = await process.Output.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1));
        if (line is not null && line.StartsWith(Ready, StringComparison.Ordinal))
            return new PeerServer(process, int.Parse(line[Ready.Length..], CultureInfo.InvariantCulture));
        await process.DisposeAsync();
        throw new PeerMissingException(program.FileName, program.Remedy, process.Errors);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
