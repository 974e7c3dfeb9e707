using System.Diagnostics;
using System.Text.RegularExpressions;
using Flux.Contracts.Script.V1;
using Grpc.Net.Client;

namespace Flux.ScriptRunner.Tests.Fixtures;

/// <summary>
/// The service as a process of its own that is not root: children then have the service's own user id, so only the other layers
/// keep them from it. Where the tests are not root either, it runs as their user.
/// </summary>
public sealed partial class UnprivilegedServer : IAsyncLifetime
{
    private const string Nobody = "65534";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("flux-script-nobody-");
    private Process? _process;
    private GrpcChannel? _channel;

    public ScriptService.ScriptServiceClient Client => new(_channel!);

    public int Pid => _process!.Id;

    public async Task InitializeAsync()
    {
        // Another user must be able to read the program, wherever the tests were built.
        var program = Directory.CreateDirectory(Path.Combine(_directory.FullName, "bin"));
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory))
            File.Copy(file, Path.Combine(program.FullName, Path.GetFileName(file)));
        File.SetUnixFileMode(_directory.FullName, (UnixFileMode)0b111_111_111);
        string[] service =
        [
            Environment.ProcessPath is { } host && Path.GetFileName(host) == "dotnet" ? host : "dotnet", Path.Combine(program.FullName, "flux-script.dll"),
            "--port", "0", "--data", Path.Combine(_directory.FullName, "data"), "--sandbox:idle-scripts", "2", "--sandbox:start-timeout", "00:01:00",
        ];
        string[] command = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid", Nobody, "--regid", Nobody, "--clear-groups", .. service] : service;
        // The folder it is started in is closed to it, as root's home would be.
        var closed = Directory.CreateDirectory(Path.Combine(_directory.FullName, "closed"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, WorkingDirectory = closed.FullName };
        start.Environment["HOME"] = _directory.FullName;
        start.Environment[Isolation.Canaries.EnvironmentName] = Isolation.Canaries.EnvironmentSecret;
        _process = Process.Start(start)!;
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Address().Match(line) is { Success: true } match)
            {
                _channel = GrpcChannel.ForAddress(match.Groups[1].Value);
                _ = _process.StandardOutput.ReadToEndAsync();
                return;
            }
        }
        throw new InvalidOperationException($"the service ended with code {_process.ExitCode}");
    }

    public async Task DisposeAsync()
    {
        _channel?.Dispose();
        if (_process is { HasExited: false } process)
        {
            using var terminate = Process.Start("kill", process.Id.ToString());
            await process.WaitForExitAsync();
        }
        _process?.Dispose();
        _directory.Delete(recursive: true);
    }

    [GeneratedRegex(@"gRPC (http://[^/ ]+)")]
    private static partial Regex Address();
}
