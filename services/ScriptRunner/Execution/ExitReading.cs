using Flux.Contracts.Common.V1;
using Flux.ScriptRunner.Sandbox.Zygotes;

namespace Flux.ScriptRunner.Execution;

// Reads a child's end, when it ended without an answer, as a failure of the script.
internal static class ExitReading
{
    private const int SigSegv = 11, SigKill = 9, SigXcpu = 24, SigSys = 31;
    // What child.py and channel.py end with when they cannot go on.
    private const int Unable = 91, Unheard = 93, Closed = 95;
    // The kernel counts in ticks; a child killed at its hard limit may show a little less.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(200);

    public static Failure Read(ChildExit exit, ScriptLimits limits, string name) => exit switch
    {
        { Status: < 0 } => RunFailure.Of(FailureReasons.Crashed, "the interpreter was lost because its zygote ended; run the script again", name),
        { Signal: SigXcpu } => RunFailure.Cpu(limits, name),
        { Signal: SigKill } when exit.Cpu + Tolerance >= limits.Cpu => RunFailure.Cpu(limits, name),
        { Signal: SigKill } => RunFailure.Of(
            FailureReasons.Crashed, "the interpreter closed its channel to the runner, or the machine ran out of memory, and was killed", name),
        { Signal: SigSys } => RunFailure.Of(FailureReasons.Crashed, "the script made a system call that the sandbox forbids and was killed (SIGSYS)", name),
        { Signal: SigSegv } => RunFailure.Of(
            FailureReasons.Crashed, "the interpreter crashed (SIGSEGV): recursion too deep for the C stack, memory used up in native code, or an abort", name),
        { Signal: > 0 } => RunFailure.Of(FailureReasons.Crashed, $"the interpreter was killed by signal {exit.Signal}", name),
        { Code: Unable } => RunFailure.Of(
            FailureReasons.Crashed, "the interpreter could not tell how the script ended: it had no memory left, or the script had changed what tells it", name),
        { Code: >= Unheard and <= Closed } => RunFailure.Of(
            FailureReasons.Crashed, "the interpreter could not reach the runner any more, since the script had closed or changed its channel", name),
        _ => RunFailure.Of(FailureReasons.Exited, $"the script ended the interpreter with exit code {exit.Code} before its outputs were taken", name),
    };
}
