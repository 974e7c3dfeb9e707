using Flux.ScriptRunner.Sandbox.Seccomp;

namespace Flux.ScriptRunner.Tests.Seccomp;

public sealed class FilterPolicyTests
{
    private const uint Allow = 0x7FFF0000, Kill = 0x80000000, Permission = 0x00050001, Access = 0x0005000D, Missing = 0x00050026, Again = 0x0005000B;

    private static uint Zygote(string name, params ulong[] arguments) => Verdict(FilterPolicy.Zygote(X64SystemCalls.Table, false), name, arguments);

    private static uint Child(string name, params ulong[] arguments) => Verdict(FilterPolicy.Child(X64SystemCalls.Table), name, arguments);

    private static uint Verdict(byte[] program, string name, ulong[] arguments) =>
        BpfInterpreter.Run(program, X64SystemCalls.Table.Architecture, X64SystemCalls.Table.Numbers[name], arguments);

    [Theory]
    [InlineData("read", Allow)]
    [InlineData("write", Allow)]
    [InlineData("futex", Allow)]
    [InlineData("fork", Allow)]
    [InlineData("connect", Allow)]
    [InlineData("landlock_restrict_self", Allow)]
    [InlineData("execve", Permission)]
    [InlineData("execveat", Permission)]
    [InlineData("tkill", Permission)]
    [InlineData("tgkill", Permission)]
    [InlineData("clone3", Missing)]
    [InlineData("openat2", Missing)]
    [InlineData("statx", Missing)]
    [InlineData("ptrace", Kill)]
    [InlineData("bpf", Kill)]
    [InlineData("io_uring_setup", Kill)]
    [InlineData("memfd_create", Kill)]
    [InlineData("unshare", Kill)]
    public void Zygote_SystemCall_HasVerdict(string name, uint verdict) => Assert.Equal(verdict, Zygote(name));

    [Theory]
    [InlineData("fork", Permission)]
    [InlineData("vfork", Permission)]
    [InlineData("clone", Again)]
    [InlineData("kill", Permission)]
    [InlineData("socket", Permission)]
    [InlineData("connect", Permission)]
    [InlineData("pipe2", Permission)]
    [InlineData("dup2", Permission)]
    [InlineData("setrlimit", Permission)]
    [InlineData("seccomp", Permission)]
    [InlineData("setresuid", Permission)]
    [InlineData("umask", Permission)]
    [InlineData("readlink", Access)]
    [InlineData("readlinkat", Access)]
    [InlineData("read", Allow)]
    public void Child_SystemCall_HasVerdict(string name, uint verdict) => Assert.Equal(verdict, Child(name));

    [Theory]
    [InlineData(0ul, Allow)]
    [InlineData(0x80000ul, Allow)]
    [InlineData(0x10000ul, Allow)]
    [InlineData(0x1ul, Access)]
    [InlineData(0x2ul, Access)]
    [InlineData(0x40ul, Access)]
    [InlineData(0x200ul, Access)]
    [InlineData(0x400ul, Access)]
    [InlineData(0x410002ul, Access)]
    public void Open_Flags_OnlyReadingIsAllowed(ulong flags, uint verdict)
    {
        Assert.Equal(verdict, Zygote("openat", 0, 0, flags));
        Assert.Equal(verdict, Zygote("open", 0, flags));
    }

    [Theory]
    [InlineData(3ul, 0x22ul, Allow)]
    [InlineData(1ul, 0x02ul, Allow)]
    [InlineData(3ul, 0x21ul, Permission)]
    [InlineData(3ul, 0x03ul, Permission)]
    [InlineData(5ul, 0x02ul, Permission)]
    [InlineData(7ul, 0x22ul, Permission)]
    [InlineData(3ul, 0x122ul, Permission)]
    [InlineData(3ul, 0x2022ul, Permission)]
    [InlineData(3ul, 0x40022ul, Permission)]
    [InlineData(3ul, 0x4022ul, Allow)]
    public void Mmap_ProtectionAndFlags_PrivateAndNotExecutable(ulong protection, ulong flags, uint verdict) =>
        Assert.Equal(verdict, Zygote("mmap", 0, 4096, protection, flags));

    [Theory]
    [InlineData(3ul, Allow)]
    [InlineData(5ul, Permission)]
    public void Mprotect_Protection_NeverExecutable(ulong protection, uint verdict) => Assert.Equal(verdict, Zygote("mprotect", 0, 4096, protection));

    [Theory]
    [InlineData(4ul, Allow)]
    [InlineData(8ul, Allow)]
    [InlineData(12ul, Permission)]
    [InlineData(100ul, Permission)]
    public void Madvise_Advice_IsThatOfMalloc(ulong advice, uint verdict) => Assert.Equal(verdict, Child("madvise", 0, 4096, advice));

    [Theory]
    [InlineData(0x01200011ul, Allow)]
    [InlineData(0x00000100ul, Permission)]
    [InlineData(0x10000000ul, Permission)]
    [InlineData(0x00020000ul, Permission)]
    public void Clone_Flags_PlainForkOnly(ulong flags, uint verdict) => Assert.Equal(verdict, Zygote("clone", flags));

    [Theory]
    [InlineData(0x5401ul, Allow)]
    [InlineData(0x5412ul, Permission)]
    [InlineData(0x1_0000_5401ul, Permission)]
    public void Ioctl_Request_QueriesOnly(ulong request, uint verdict) => Assert.Equal(verdict, Zygote("ioctl", 0, request));

    [Theory]
    [InlineData(0ul, Allow)]
    [InlineData(2ul, Allow)]
    [InlineData(11ul, Allow)]
    [InlineData(10ul, Permission)]
    [InlineData(0xFFFFFFFAul, Permission)]
    [InlineData(0xFFFFFFFF_FFFFFFF2ul, Permission)]
    public void Clock_Number_NoneOfAProcess(ulong clock, uint verdict)
    {
        foreach (var name in new[] { "clock_gettime", "clock_getres", "clock_nanosleep" })
            Assert.Equal(verdict, Zygote(name, clock));
    }

    [Theory]
    [InlineData(0ul, Allow)]
    [InlineData(1ul, Permission)]
    public void Affinity_Process_OwnOnly(ulong pid, uint verdict) => Assert.Equal(verdict, Zygote("sched_getaffinity", pid));

    [Theory]
    [InlineData(0x80ul, Allow)]
    [InlineData(0x189ul, Allow)]
    [InlineData(0x81ul, Allow)]
    [InlineData(0x86ul, Permission)]
    [InlineData(0x8Bul, Permission)]
    [InlineData(0x0Dul, Permission)]
    [InlineData(0x200ul, Permission)]
    public void Futex_Operation_WithoutPriorities(ulong operation, uint verdict) => Assert.Equal(verdict, Zygote("futex", 0, operation));

    [Theory]
    [InlineData(1ul, Allow)]
    [InlineData(8ul, Permission)]
    [InlineData(10ul, Permission)]
    public void Fcntl_Command_NoSignalsToOthers(ulong command, uint verdict) => Assert.Equal(verdict, Child("fcntl", 0, command));

    [Theory]
    [InlineData(0ul, 0ul, Allow)]
    [InlineData(0ul, 0x7000ul, Permission)]
    [InlineData(0ul, 0x7000_0000_0000ul, Permission)]
    [InlineData(1ul, 0ul, Permission)]
    public void Prlimit_Arguments_ReadsOwnOnly(ulong pid, ulong newLimit, uint verdict) => Assert.Equal(verdict, Child("prlimit64", pid, 0, newLimit));

    [Fact]
    public void Architecture_Foreign_IsKilled()
    {
        foreach (var program in new[] { FilterPolicy.Zygote(X64SystemCalls.Table, false), FilterPolicy.Child(X64SystemCalls.Table) })
        {
            Assert.Equal(Kill, BpfInterpreter.Run(program, 0x40000003, 3));
            Assert.Equal(Kill, BpfInterpreter.Run(program, X64SystemCalls.Table.Architecture, 0x40000001));
        }
    }

    [Fact]
    public void Zygote_UnknownNumbers_AreRefused()
    {
        var program = FilterPolicy.Zygote(X64SystemCalls.Table, false);
        foreach (var number in new[] { 500, 599, 10_000, 0x3FFFFFFF })
            Assert.Equal(Permission, BpfInterpreter.Run(program, X64SystemCalls.Table.Architecture, number));
    }

    [Fact]
    public void ClosedWorld_Open_IsRefused()
    {
        var program = FilterPolicy.Zygote(X64SystemCalls.Table, true);
        Assert.Equal(Access, Verdict(program, "openat", [0, 0, 0]));
        Assert.Equal(Access, Verdict(program, "open", [0, 0]));
    }

    // The whole table against a plain reading of the policy: a wrong jump anywhere shows.
    [Fact]
    public void Arm64_EveryCall_HasSomeVerdictAndDangerousOnesAreKilled()
    {
        var table = Arm64SystemCalls.Table;
        var program = FilterPolicy.Zygote(table, false);
        foreach (var (name, number) in table.Numbers)
            Assert.Contains(BpfInterpreter.Run(program, table.Architecture, number, 0, 0, 0, 2), new[] { Allow, Kill, Permission, Access, Missing });
        Assert.Equal(Kill, BpfInterpreter.Run(program, table.Architecture, table.Numbers["ptrace"]));
        Assert.Equal(Access, BpfInterpreter.Run(program, table.Architecture, table.Numbers["openat"], 0, 0, 1));
    }
}
