using System.CommandLine;

namespace Flux.Cli.Commands;

/// <summary>The root of all commands.</summary>
internal static class FluxCommand
{
    public static RootCommand Create() => new("Network and IT automation over gRPC: six services and this tool.")
    {
        UpCommand.Create(),
        ApplyCommand.Create(),
        RunCommand.Create(),
        RunControlCommand.Cancel(),
        RunControlCommand.Pause(),
        RunControlCommand.Resume(),
        RerunCommand.Create(),
        LogsCommand.Create(),
        ScheduleCommand.Create(),
        CallCommand.Create(),
        ImportCommand.Create(),
        SecretsCommand.Create(),
        DemoCommand.Create(),
        DoctorCommand.Create(),
    };
}
