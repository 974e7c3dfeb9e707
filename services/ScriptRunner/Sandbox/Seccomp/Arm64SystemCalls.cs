using System.Collections.Frozen;

namespace Flux.ScriptRunner.Sandbox.Seccomp;

// System call numbers of Linux on AArch64: the generic table, without the calls that newer ones replaced (open, stat, fork, ...).
internal static class Arm64SystemCalls
{
    public static SystemCallTable Table { get; } = new(0xC00000B7, false, new Dictionary<string, int>
    {
        ["getcwd"] = 17, ["dup"] = 23, ["dup3"] = 24, ["fcntl"] = 25, ["ioctl"] = 29, ["umount2"] = 39, ["mount"] = 40,
        ["pivot_root"] = 41, ["faccessat"] = 48, ["chroot"] = 51, ["openat"] = 56, ["close"] = 57, ["pipe2"] = 59, ["getdents64"] = 61,
        ["lseek"] = 62, ["read"] = 63, ["write"] = 64, ["readv"] = 65, ["writev"] = 66, ["pread64"] = 67, ["pselect6"] = 72,
        ["ppoll"] = 73, ["readlinkat"] = 78, ["newfstatat"] = 79, ["fstat"] = 80, ["exit"] = 93, ["exit_group"] = 94, ["waitid"] = 95,
        ["unshare"] = 97, ["futex"] = 98, ["set_robust_list"] = 99, ["nanosleep"] = 101, ["kexec_load"] = 104, ["init_module"] = 105,
        ["delete_module"] = 106, ["clock_gettime"] = 113, ["clock_getres"] = 114, ["clock_nanosleep"] = 115, ["ptrace"] = 117,
        ["sched_getaffinity"] = 123, ["sched_yield"] = 124, ["restart_syscall"] = 128, ["kill"] = 129, ["tkill"] = 130, ["tgkill"] = 131,
        ["sigaltstack"] = 132, ["rt_sigaction"] = 134, ["rt_sigprocmask"] = 135, ["rt_sigreturn"] = 139, ["setresuid"] = 147,
        ["setresgid"] = 149, ["times"] = 153, ["setgroups"] = 159, ["uname"] = 160, ["getrlimit"] = 163, ["setrlimit"] = 164,
        ["getrusage"] = 165, ["umask"] = 166, ["prctl"] = 167, ["gettimeofday"] = 169, ["getpid"] = 172, ["getppid"] = 173,
        ["getuid"] = 174, ["geteuid"] = 175, ["getgid"] = 176, ["getegid"] = 177, ["gettid"] = 178, ["sysinfo"] = 179, ["socket"] = 198,
        ["connect"] = 203, ["brk"] = 214, ["munmap"] = 215, ["mremap"] = 216, ["add_key"] = 217, ["request_key"] = 218, ["keyctl"] = 219,
        ["clone"] = 220, ["execve"] = 221, ["mmap"] = 222, ["mprotect"] = 226, ["madvise"] = 233, ["perf_event_open"] = 241,
        ["wait4"] = 260, ["prlimit64"] = 261, ["name_to_handle_at"] = 264, ["open_by_handle_at"] = 265, ["setns"] = 268,
        ["process_vm_readv"] = 270, ["process_vm_writev"] = 271, ["kcmp"] = 272, ["finit_module"] = 273, ["seccomp"] = 277,
        ["getrandom"] = 278, ["memfd_create"] = 279, ["bpf"] = 280, ["execveat"] = 281, ["userfaultfd"] = 282, ["membarrier"] = 283,
        ["pkey_mprotect"] = 288, ["statx"] = 291, ["rseq"] = 293, ["kexec_file_load"] = 294, ["pidfd_send_signal"] = 424,
        ["io_uring_setup"] = 425, ["io_uring_enter"] = 426, ["io_uring_register"] = 427, ["open_tree"] = 428, ["move_mount"] = 429,
        ["fsopen"] = 430, ["fsconfig"] = 431, ["fsmount"] = 432, ["fspick"] = 433, ["clone3"] = 435, ["close_range"] = 436,
        ["openat2"] = 437, ["pidfd_getfd"] = 438, ["process_madvise"] = 440, ["mount_setattr"] = 442, ["landlock_restrict_self"] = 446,
        ["memfd_secret"] = 447,
    }.ToFrozenDictionary());
}
