using Flux.Contracts.Common.V1;

namespace Flux.ScriptRunner.Execution;

// Failures that the service itself finds; those inside the script come from the child, with their place.
internal static class RunFailure
{
    public static Failure Of(string reason, string message, string name) => new() { Reason = reason, Message = message, SourceName = name };

    public static Failure Wall(ScriptLimits limits, string name) => Of(
        FailureReasons.Wall, $"the script ran longer than {limits.Wall.TotalSeconds:0.###} s; time spent waiting in calls is not counted", name);

    public static Failure Cpu(ScriptLimits limits, string name) => Of(
        FailureReasons.Cpu, $"the script used more than {Math.Ceiling(limits.Cpu.TotalSeconds)} s of processor time", name);

    public static Failure Stdout(ScriptLimits limits, string name) => Of(
        FailureReasons.Stdout, $"the script printed or logged more than {limits.Stdout} bytes", name);

    public static Failure Result(ScriptLimits limits, string name) => Of(
        FailureReasons.Result, $"the result is larger than {limits.Result} bytes", name);

    public static Failure Calls(ScriptLimits limits, string name) => Of(
        FailureReasons.Calls, $"the script made more than {limits.Calls} calls", name);

    public static Failure Protocol(string fault, string name) => Of(
        FailureReasons.Crashed, $"the script spoke to the runner past its Python names ({fault}) and was killed", name);
}
