using static Flux.ScriptRunner.Sandbox.Seccomp.FilterBuilder;

namespace Flux.ScriptRunner.Sandbox.Seccomp;

/// <summary>
/// The two filters. The zygote's allows what running Python, forking and confining need; each child adds its own, which takes the
/// forking and confining away again. Both stay in force: the kernel takes the stricter verdict.
/// </summary>
internal static class FilterPolicy
{
    private const string Running = """
        read write readv writev close fstat newfstatat stat lstat lseek munmap brk mremap madvise rt_sigaction rt_sigprocmask rt_sigreturn
        sigaltstack restart_syscall pread64 access faccessat getcwd getdents64 readlink readlinkat sched_yield nanosleep gettimeofday time getrandom getpid gettid getppid getuid geteuid getgid getegid
        getpgrp exit exit_group poll ppoll select pselect6 uname sysinfo getrusage times set_robust_list rseq getrlimit dup
        """;

    private const string Confining = """
        fork vfork wait4 waitid kill socket connect pipe2 dup2 dup3 close_range setrlimit seccomp umask landlock_restrict_self
        setresuid setresgid setgroups
        """;

    // Nothing legitimate in a script reaches these; ending the process also makes the attempt visible.
    private const string NeverLegitimate = """
        ptrace process_vm_readv process_vm_writev bpf mount umount2 pivot_root chroot setns unshare keyctl add_key request_key
        io_uring_setup io_uring_enter io_uring_register perf_event_open userfaultfd init_module finit_module delete_module kexec_load
        kexec_file_load open_by_handle_at name_to_handle_at pidfd_getfd pidfd_send_signal move_mount open_tree fsopen fsconfig fsmount fspick
        mount_setattr process_madvise kcmp memfd_create memfd_secret
        """;

    // TCGETS, FIONREAD, FIOCLEX, FIONCLEX, FIONBIO.
    private static readonly uint[] TerminalQueries = [0x5401, 0x541B, 0x5451, 0x5450, 0x5421];
    // F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC; not F_SETOWN and F_SETSIG, which can signal others.
    private static readonly uint[] DescriptorCommands = [0, 1, 2, 3, 1030];
    // What malloc and Python say; not MADV_MERGEABLE, by whose timing one process learns what another has in memory.
    private static readonly uint[] MemoryAdvice = [0, 1, 2, 3, 4, 8, 14, 15];
    // CLOCK_REALTIME to CLOCK_TAI; negative ones are those of other processes: how much each computes, to the nanosecond, and which there are.
    private static readonly uint[] OwnClocks = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11];
    // WAIT, WAKE, REQUEUE, CMP_REQUEUE, WAKE_OP, WAIT_BITSET, WAKE_BITSET; not those with priority inheritance, the most broken part of the call.
    private static readonly uint[] FutexOperations = [0, 1, 3, 4, 5, 9, 10];
    // PR_GET_DUMPABLE, PR_SET_NAME, PR_GET_NAME.
    private static readonly uint[] ProcessQueries = [3, 15, 16];

    /// <summary>The zygote's filter, inherited by every child.</summary>
    /// <param name="table">Of the machine.</param>
    /// <param name="closedWorld">No file can be opened at all: for kernels without Landlock, where nothing else limits the paths.</param>
    public static byte[] Zygote(SystemCallTable table, bool closedWorld)
    {
        var builder = new FilterBuilder(table, Permission)
            .On(Running, Allow).On(Confining, Allow).On("prctl prlimit64 fcntl", Allow).On(NeverLegitimate, Kill)
            .On("openat2 clone3 statx membarrier pkey_mprotect", Missing)
            .Check("mmap", ArgumentChecks.PrivateMapping)
            .Check("mprotect", bpf => ArgumentChecks.NotExecutable(bpf, 2))
            .Check("ioctl", bpf => ArgumentChecks.OneOf(bpf, 1, TerminalQueries))
            .Check("clone", ArgumentChecks.PlainFork)
            .Check("clock_gettime", bpf => ArgumentChecks.NumberOf(bpf, 0, OwnClocks))
            .Check("clock_getres", bpf => ArgumentChecks.NumberOf(bpf, 0, OwnClocks))
            .Check("clock_nanosleep", bpf => ArgumentChecks.NumberOf(bpf, 0, OwnClocks))
            .Check("sched_getaffinity", bpf => ArgumentChecks.NumberOf(bpf, 0, 0))
            .Check("futex", bpf => ArgumentChecks.Futex(bpf, FutexOperations));
        return closedWorld
            ? builder.On("open openat", Access).Build()
            : builder.Check("open", bpf => ArgumentChecks.ReadOnlyOpen(bpf, 1)).Check("openat", bpf => ArgumentChecks.ReadOnlyOpen(bpf, 2)).Build();
    }

    /// <summary>The child's filter, on top of the zygote's.</summary>
    public static byte[] Child(SystemCallTable table) => new FilterBuilder(table, Allow)
        .On(Confining, Permission)
        // "can't start new thread" is what Python says then, which is the truth.
        .On("clone", Again)
        // Landlock has no say over symbolic links, and what one points to can be a secret.
        .On("readlink readlinkat", Access)
        .Check("fcntl", bpf => ArgumentChecks.OneOf(bpf, 1, DescriptorCommands))
        .Check("madvise", bpf => ArgumentChecks.OneOf(bpf, 2, MemoryAdvice))
        .Check("prctl", bpf => ArgumentChecks.OneOf(bpf, 0, ProcessQueries))
        .Check("prlimit64", ArgumentChecks.ReadOwnLimits)
        .Build();
}
