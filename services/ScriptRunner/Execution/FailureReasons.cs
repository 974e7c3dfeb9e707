namespace Flux.ScriptRunner.Execution;

/// <summary>The reasons that a script's failure can have; those of the Python half are in failures.py and job.py.</summary>
internal static class FailureReasons
{
    public const string Wall = "WALL_TIME_EXCEEDED";
    public const string Cpu = "CPU_TIME_EXCEEDED";
    public const string Stdout = "STDOUT_EXCEEDED";
    public const string Result = "RESULT_EXCEEDED";
    public const string Calls = "CALLS_EXCEEDED";
    public const string NotJson = "OUTPUT_NOT_JSON";
    public const string Crashed = "INTERPRETER_CRASHED";
    public const string Exited = "EXITED";

    private static readonly HashSet<string> Known =
    [
        Wall, Cpu, Stdout, Result, Calls, NotJson, Crashed, Exited,
        "SCRIPT_EXCEPTION", "SYNTAX_ERROR", "MEMORY_EXCEEDED", "CONDITION_NOT_SET", "TEMPLATE_ERROR",
    ];

    /// <summary>False for a reason that only a forged frame can carry.</summary>
    public static bool IsKnown(string reason) => Known.Contains(reason);
}
