using Flux.Contracts.Script.V1;
using Flux.Hosting;
using Flux.ScriptRunner.Execution;
using Flux.ScriptRunner.Sandbox;
using Google.Protobuf.WellKnownTypes;

namespace Flux.ScriptRunner.Grpc;

// Limits of a request: unset means the default, above the server's maximum is an error rather than a silent cut.
internal static class LimitReader
{
    private const long MinMemory = 64L << 20;
    private const int MaxStdout = 16 << 20, MaxResult = 64 << 20, MaxCalls = 1_000_000;

    public static ScriptLimits Read(Violations found, Limits? limits, SandboxOptions options, string field)
    {
        var defaults = new ScriptLimits();
        if (limits is null)
            return Fit(defaults, options);
        return new ScriptLimits
        {
            Wall = Time(found, limits.Wall, Smaller(defaults.Wall, options.MaxWall), options.MaxWall, field + ".wall"),
            Cpu = Time(found, limits.Cpu, Smaller(defaults.Cpu, options.MaxCpu), options.MaxCpu, field + ".cpu"),
            Memory = Count(found, limits.MemoryBytes, Math.Min(defaults.Memory, options.MaxMemory), MinMemory, options.MaxMemory, field + ".memory_bytes"),
            Stdout = (int)Count(found, limits.StdoutBytes, defaults.Stdout, 1, MaxStdout, field + ".stdout_bytes"),
            Result = (int)Count(found, limits.ResultBytes, defaults.Result, 2, MaxResult, field + ".result_bytes"),
            Calls = (int)Count(found, limits.Calls, defaults.Calls, 1, MaxCalls, field + ".calls"),
        };
    }

    private static ScriptLimits Fit(ScriptLimits limits, SandboxOptions options) => limits with
    {
        Wall = Smaller(limits.Wall, options.MaxWall),
        Cpu = Smaller(limits.Cpu, options.MaxCpu),
        Memory = Math.Min(limits.Memory, options.MaxMemory),
    };

    private static TimeSpan Time(Violations found, Duration? value, TimeSpan unset, TimeSpan maximum, string field)
    {
        if (value is null)
            return unset;
        // Compared as parts: a duration that is out of range would overflow a TimeSpan.
        var seconds = value.Seconds + (value.Nanos / 1e9);
        return found.Require(seconds > 0 && seconds <= maximum.TotalSeconds, field, $"must be above 0 and at most {maximum.TotalSeconds:0.###} s")
            ? TimeSpan.FromSeconds(seconds)
            : unset;
    }

    private static long Count(Violations found, long value, long unset, long minimum, long maximum, string field)
    {
        if (value == 0)
            return unset;
        return found.Require(value >= minimum && value <= maximum, field, $"must be {minimum} to {maximum}, or 0 for the default of {unset}") ? value : unset;
    }

    private static TimeSpan Smaller(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
