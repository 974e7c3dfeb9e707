using System.Runtime.InteropServices;

namespace Flux.Cli.Supervision;

/// <summary>Signals to other processes, which .NET cannot send.</summary>
internal static partial class Signal
{
    /// <summary>Asks a process to end.</summary>
    public static void Terminate(int pid) => _ = Kill(pid, 15);

    /// <summary>Whether a process of that id exists.</summary>
    public static bool Exists(int pid) => Kill(pid, 0) == 0 || Marshal.GetLastPInvokeError() == 1;

    /// <summary>An exit code in words: shells and .NET add 128 to the signal that ended a process.</summary>
    public static string Describe(int exitCode) => exitCode switch
    {
        128 + 6 => "was ended by SIGABRT",
        128 + 9 => "was killed by SIGKILL (by hand, or by the kernel for lack of memory)",
        128 + 11 => "crashed with SIGSEGV",
        128 + 15 => "was ended by SIGTERM",
        > 128 => $"was ended by signal {exitCode - 128}",
        _ => $"ended with exit code {exitCode}",
    };

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);
}
