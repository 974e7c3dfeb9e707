using System.Text.Json;
using Flux.Contracts.Script.V1;
using Flux.ScriptRunner.Tests.Fixtures;

namespace Flux.ScriptRunner.Tests.Isolation;

/// <summary>Every system call number of x86-64, made by a script; what may be made is written out here once more on purpose.</summary>
public sealed class SystemCallTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    // read write close stat fstat lstat poll lseek munmap brk rt_sig* pread64 readv writev access select sched_yield mremap dup nanosleep
    // getpid exit uname getcwd gettimeofday getrlimit getrusage sysinfo times get*id sigaltstack gettid time
    // getdents64 restart_syscall exit_group newfstatat faccessat pselect6 ppoll set_robust_list getrandom rseq
    private static readonly HashSet<int> Allowed =
    [
        0, 1, 3, 4, 5, 6, 7, 8, 11, 12, 13, 14, 15, 17, 19, 20, 21, 23, 24, 25, 32, 35, 39, 60, 63, 79, 96, 97, 98, 99, 100, 102, 104, 107, 108, 110, 111, 131, 186,
        201, 217, 219, 231, 262, 269, 270, 271, 273, 318, 334,
    ];

    // open mmap mprotect ioctl madvise fcntl prctl futex sched_getaffinity clock_* openat prlimit64: allowed with some arguments.
    private static readonly HashSet<int> ByArgument = [2, 9, 10, 16, 28, 72, 157, 202, 204, 228, 229, 230, 257, 302];

    // uretprobe and uprobe: not shown to any filter by the kernel, which itself ends whoever calls them from elsewhere than its own probes (SIGILL).
    private static readonly HashSet<int> Unfiltered = [335, 336];

    private static readonly HashSet<int> Deadly =
    [
        101, 155, 161, 165, 166, 175, 176, 246, 248, 249, 250, 272, 298, 303, 304, 308, 310, 311, 312, 313, 319, 320, 321, 323, 424, 425, 426, 427, 428, 429, 430,
        431, 432, 433, 438, 440, 442, 447,
    ];

    [Fact]
    public async Task Numbers_NeitherAllowedNorDeadly_AreRefusedWithAnError()
    {
        if (!IsX64)
            return;
        var numbers = Enumerable.Range(0, 1024).Except(Allowed).Except(ByArgument).Except(Deadly).Except(Unfiltered);
        var outcome = await sandbox.RunAsync(ScriptKind.Free, HostileCorpus.Prelude + """
            passed = []
            for n in numbers:
                if libc.syscall(ctypes.c_long(n), 0, 0, 0, 0, 0, 0) != -1 or ctypes.get_errno() not in (1, 11, 13, 38): passed.append(n)
            """, JsonSerializer.Serialize(new { numbers }));
        Assert.Null(outcome.Failure);
        using var result = JsonDocument.Parse(outcome.Result!);
        Assert.Equal("[]", result.RootElement.GetProperty("outputs").GetProperty("passed").GetRawText());
    }

    [Fact]
    public async Task Numbers_Deadly_KillAtOnce() => await AllKillAsync(Deadly);

    // The x32 ABI: the same numbers with bit 30, some of them with other meanings.
    [Fact]
    public async Task Numbers_OfTheX32Abi_KillAtOnce() => await AllKillAsync([.. new[] { 0, 2, 39, 41, 56, 59, 101, 257, 319, 512, 520, 547 }.Select(n => n | 0x40000000)]);

    private static bool IsX64 => System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.X64;

    private async Task AllKillAsync(IEnumerable<int> numbers)
    {
        if (!IsX64)
            return;
        await Parallel.ForEachAsync(numbers, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (number, stop) =>
        {
            var outcome = await sandbox.RunAsync(ScriptKind.Free, $"{HostileCorpus.Prelude}\nlibc.syscall(ctypes.c_long({number}), 0, 0, 0, 0, 0, 0)", cancellationToken: stop);
            Assert.Contains("SIGSYS", OutcomeAssert.Failed("INTERPRETER_CRASHED", outcome).Message);
        });
    }
}
