using System.Collections.Frozen;

namespace Flux.ScriptRunner.Sandbox.Seccomp;

// System call numbers of Linux on x86-64 (the kernel's ABI, which never changes).
internal static class X64SystemCalls
{
    public static SystemCallTable Table { get; } = new(0xC000003E, true, new Dictionary<string, int>
    {
        ["read"] = 0, ["write"] = 1, ["open"] = 2, ["close"] = 3, ["stat"] = 4, ["fstat"] = 5, ["lstat"] = 6, ["poll"] = 7, ["lseek"] = 8,
        ["mmap"] = 9, ["mprotect"] = 10, ["munmap"] = 11, ["brk"] = 12, ["rt_sigaction"] = 13, ["rt_sigprocmask"] = 14,
        ["rt_sigreturn"] = 15, ["ioctl"] = 16, ["pread64"] = 17, ["readv"] = 19, ["writev"] = 20, ["access"] = 21, ["select"] = 23,
        ["sched_yield"] = 24, ["mremap"] = 25, ["madvise"] = 28, ["dup"] = 32, ["dup2"] = 33, ["nanosleep"] = 35, ["getpid"] = 39,
        ["socket"] = 41, ["connect"] = 42, ["clone"] = 56, ["fork"] = 57, ["vfork"] = 58, ["execve"] = 59, ["exit"] = 60, ["wait4"] = 61,
        ["kill"] = 62, ["uname"] = 63, ["fcntl"] = 72, ["getcwd"] = 79, ["readlink"] = 89, ["umask"] = 95, ["gettimeofday"] = 96,
        ["getrlimit"] = 97, ["getrusage"] = 98, ["sysinfo"] = 99, ["times"] = 100, ["ptrace"] = 101, ["getuid"] = 102, ["getgid"] = 104,
        ["geteuid"] = 107, ["getegid"] = 108, ["getppid"] = 110, ["getpgrp"] = 111, ["setgroups"] = 116, ["setresuid"] = 117,
        ["setresgid"] = 119, ["sigaltstack"] = 131, ["pivot_root"] = 155, ["prctl"] = 157, ["setrlimit"] = 160, ["chroot"] = 161,
        ["mount"] = 165, ["umount2"] = 166, ["init_module"] = 175, ["delete_module"] = 176, ["gettid"] = 186, ["tkill"] = 200,
        ["time"] = 201, ["futex"] = 202, ["sched_getaffinity"] = 204, ["getdents64"] = 217, ["restart_syscall"] = 219,
        ["clock_gettime"] = 228, ["clock_getres"] = 229, ["clock_nanosleep"] = 230, ["exit_group"] = 231, ["tgkill"] = 234,
        ["kexec_load"] = 246, ["waitid"] = 247, ["add_key"] = 248, ["request_key"] = 249, ["keyctl"] = 250, ["openat"] = 257,
        ["newfstatat"] = 262, ["readlinkat"] = 267, ["faccessat"] = 269, ["pselect6"] = 270, ["ppoll"] = 271, ["unshare"] = 272,
        ["set_robust_list"] = 273, ["dup3"] = 292, ["pipe2"] = 293, ["perf_event_open"] = 298, ["prlimit64"] = 302,
        ["name_to_handle_at"] = 303, ["open_by_handle_at"] = 304, ["setns"] = 308, ["process_vm_readv"] = 310, ["process_vm_writev"] = 311,
        ["kcmp"] = 312, ["finit_module"] = 313, ["seccomp"] = 317, ["getrandom"] = 318, ["memfd_create"] = 319, ["kexec_file_load"] = 320,
        ["bpf"] = 321, ["execveat"] = 322, ["userfaultfd"] = 323, ["membarrier"] = 324, ["pkey_mprotect"] = 329, ["statx"] = 332,
        ["rseq"] = 334, ["pidfd_send_signal"] = 424, ["io_uring_setup"] = 425, ["io_uring_enter"] = 426, ["io_uring_register"] = 427,
        ["open_tree"] = 428, ["move_mount"] = 429, ["fsopen"] = 430, ["fsconfig"] = 431, ["fsmount"] = 432, ["fspick"] = 433,
        ["clone3"] = 435, ["close_range"] = 436, ["openat2"] = 437, ["pidfd_getfd"] = 438, ["process_madvise"] = 440,
        ["mount_setattr"] = 442, ["landlock_restrict_self"] = 446, ["memfd_secret"] = 447,
    }.ToFrozenDictionary());
}
