using static Flux.ScriptRunner.Sandbox.Seccomp.FilterBuilder;

namespace Flux.ScriptRunner.Sandbox.Seccomp;

// Checks of single arguments. Arguments have 64 bits; where a stray high half could matter it must be zero.
internal static class ArgumentChecks
{
    private const uint ProtectionExecute = 4, MapTypeMask = 0xF, MapPrivate = 2;
    // MAP_GROWSDOWN is a stack to the kernel, which RLIMIT_DATA does not count; MAP_LOCKED and MAP_HUGETLB take memory from the whole machine.
    private const uint UncountedMapping = 0x100 | 0x2000 | 0x40000;
    // Write-only, read-write, create, truncate, append, and O_TMPFILE's own bit: every way to change a file through open.
    private const uint Writing = 0x1 | 0x2 | 0x40 | 0x200 | 0x400 | 0x400000;
    // Without FUTEX_PRIVATE_FLAG and FUTEX_CLOCK_REALTIME.
    private const uint FutexOperation = ~0x180u;
    // CLONE_VM and every CLONE_NEW*: a thread, or a process in namespaces of its own.
    private const uint CloneBeyondFork = 0x7E020100;

    public static void ReadOnlyOpen(BpfAssembler bpf, int flags) => Without(bpf, flags, Writing, Access);

    public static void NotExecutable(BpfAssembler bpf, int protection) => Without(bpf, protection, ProtectionExecute, Permission);

    public static void PlainFork(BpfAssembler bpf) => Without(bpf, 0, CloneBeyondFork, Permission);

    // Shared memory would not count against RLIMIT_DATA, and a file mapped shared could be written.
    public static void PrivateMapping(BpfAssembler bpf)
    {
        bpf.Load(Low(2));
        bpf.JumpIf(BpfTest.AnyBit, ProtectionExecute, Permission, null);
        bpf.Load(Low(3));
        bpf.JumpIf(BpfTest.AnyBit, UncountedMapping, Permission, null);
        bpf.And(MapTypeMask);
        bpf.JumpIf(BpfTest.Equal, MapPrivate, Allow, Permission);
    }

    public static void OneOf(BpfAssembler bpf, int argument, params uint[] values)
    {
        bpf.Load(High(argument));
        bpf.JumpIf(BpfTest.Equal, 0, null, Permission);
        NumberOf(bpf, argument, values);
    }

    // Of a number that is an int to the kernel, which then does not look at the high half, whatever that holds.
    public static void NumberOf(BpfAssembler bpf, int argument, params uint[] values)
    {
        bpf.Load(Low(argument));
        AnyOf(bpf, values);
    }

    public static void Futex(BpfAssembler bpf, uint[] operations)
    {
        bpf.Load(Low(1));
        bpf.And(FutexOperation);
        AnyOf(bpf, operations);
    }

    // prlimit64(0, resource, NULL, old): reads the own limits.
    public static void ReadOwnLimits(BpfAssembler bpf)
    {
        foreach (var offset in new[] { Low(2), High(2), Low(0) })
        {
            bpf.Load(offset);
            bpf.JumpIf(BpfTest.Equal, 0, null, Permission);
        }
        bpf.Goto(Allow);
    }

    private static void AnyOf(BpfAssembler bpf, uint[] values)
    {
        foreach (var value in values)
            bpf.JumpIf(BpfTest.Equal, value, Allow, null);
        bpf.Goto(Permission);
    }

    private static void Without(BpfAssembler bpf, int argument, uint bits, string refused)
    {
        bpf.Load(Low(argument));
        bpf.JumpIf(BpfTest.AnyBit, bits, refused, Allow);
    }

    private static uint Low(int argument) => (uint)(16 + (8 * argument));

    private static uint High(int argument) => Low(argument) + 4;
}
