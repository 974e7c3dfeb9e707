using System.Runtime.InteropServices;
using Flux.Cli.Output;
using Flux.Lab;
using Grpc.Core;

namespace Flux.Cli.Commands;

/// <summary>Runs a command's body: errors that a user can mend become one message and exit code 1, signals become a cancellation.</summary>
internal static class CommandRunner
{
    /// <summary>Runs the body; its token is cancelled by the first SIGINT, SIGTERM or SIGHUP, the second one ends the process as usual.</summary>
    public static async Task<int> RunAsync(Func<CancellationToken, Task<int>> body)
    {
        using var stop = new CancellationTokenSource();
        var signals = new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = !stop.IsCancellationRequested;
            // Its callbacks must not run on the runtime's signal thread.
            _ = Task.Run(stop.Cancel);
        })).ToList();
        try
        {
            return await body(stop.Token);
        }
        catch (Exception error) when (error is CliException or LabException)
        {
            Terminal.Error(error.Message);
            return 1;
        }
        // A call that is cancelled here ends with a status, not with the exception below.
        catch (RpcException) when (stop.IsCancellationRequested)
        {
            return 130;
        }
        catch (RpcException error)
        {
            Terminal.Error(RpcErrorText.Of(error));
            return 1;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 130;
        }
        finally
        {
            signals.ForEach(signal => signal.Dispose());
        }
    }
}
