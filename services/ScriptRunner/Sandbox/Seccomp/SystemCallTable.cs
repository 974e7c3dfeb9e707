using System.Collections.Frozen;
using System.Runtime.InteropServices;

namespace Flux.ScriptRunner.Sandbox.Seccomp;

/// <summary>How one processor architecture numbers its system calls.</summary>
/// <param name="Architecture">The AUDIT_ARCH constant that the kernel gives to a filter.</param>
/// <param name="HasX32">Whether numbers with bit 30 set are a second ABI (x32), which a filter must refuse.</param>
/// <param name="Numbers">Number by name; a call that the architecture lacks is absent.</param>
internal sealed record SystemCallTable(uint Architecture, bool HasX32, FrozenDictionary<string, int> Numbers)
{
    /// <summary>The table of this machine.</summary>
    /// <exception cref="PlatformNotSupportedException">There is no table for this architecture.</exception>
    public static SystemCallTable Current => RuntimeInformation.ProcessArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => X64SystemCalls.Table,
        System.Runtime.InteropServices.Architecture.Arm64 => Arm64SystemCalls.Table,
        var other => throw new PlatformNotSupportedException($"the script sandbox knows x86-64 and arm64, not {other}"),
    };
}
