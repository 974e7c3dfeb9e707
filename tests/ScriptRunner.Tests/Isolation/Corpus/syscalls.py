### clone_thread_flags
escaped = syscall(56, 0x3d0f00, 0, 0, 0, 0)
### clone_new_user
escaped = syscall(56, 0x10000000 | 17, 0, 0, 0, 0)
### clone_pidfd
escaped = syscall(56, 0x1000 | 17, 0, ctypes.byref(ctypes.c_int()), 0, 0)
### clone_parent
escaped = syscall(56, 0x8000 | 17, 0, 0, 0, 0)
### clone_untraced_vfork
escaped = syscall(56, 0x00804000 | 17, 0, 0, 0, 0)
### clone3_into_cgroup
escaped = syscall(435, ctypes.create_string_buffer(struct.pack('<11Q', 0x200000000, 0, 0, 0, 17, 0, 0, 0, 0, 0, 3)), 88)
### daemon
escaped = need(libc.daemon(0, 0))
### forkpty
escaped = os.forkpty()
### openpty
escaped = os.openpty()
### pty_spawn
import pty
escaped = pty.spawn('/bin/true')
### libc_posix_spawn
pid = ctypes.c_int()
code = libc.posix_spawn(ctypes.byref(pid), b'/bin/true', None, None, (ctypes.c_char_p * 2)(b'true', None), None)
if code: raise OSError(code)
escaped = pid.value
### exec_the_loader
os.execv('/lib64/ld-linux-x86-64.so.2', ['ld.so', '/bin/true'])
### exec_setuid
os.execv('/usr/bin/su', ['su'])
### exec_vdso_style_fd
fd = os.open('/usr/lib/python3.11/os.py', os.O_RDONLY)
escaped = syscall(322, fd, ctypes.c_char_p(b''), 0, 0, 0x1000)
### memfd_then_exec
fd = syscall(319, ctypes.c_char_p(b'x'), 1)
os.write(fd, b'\x7fELF'); escaped = 'a file in memory'
### x32_open
escaped = syscall(0x40000002, ctypes.c_char_p(canary.encode()), 0)
### x32_write_everywhere
for n in range(512, 548):
    syscall(0x40000000 | n, 0, 0, 0)
escaped = 'still here'
### int80_abi
# "int 0x80; ret" or at least "int 0x80" somewhere in libc: the 32-bit call numbers mean other calls.
start = ctypes.cast(libc.puts, ctypes.c_void_p).value & ~0xfff
text = ctypes.string_at(start - 0x20000, 0x80000)
at = text.find(b'\xcd\x80')
if at < 0: raise OSError('no gadget')
escaped = ctypes.CFUNCTYPE(ctypes.c_long)(start - 0x20000 + at)() * 0 or None
### raw_syscall_gadget
# The instruction itself, past any wrapper: the filter is in the kernel.
start = ctypes.cast(libc.getpid, ctypes.c_void_p).value & ~0xfff
text = ctypes.string_at(start, 0x4000)
at = text.find(b'\x0f\x05')
call = ctypes.CFUNCTYPE(ctypes.c_long, *[ctypes.c_long] * 6)(ctypes.cast(libc.syscall, ctypes.c_void_p).value)
escaped = call(41, 2, 1, 0, 0, 0) >= 0
### vsyscall_page
f = ctypes.CFUNCTYPE(ctypes.c_long, ctypes.c_void_p)(0xffffffffff600400)
f(None); escaped = None
### io_uring_register
escaped = syscall(427, 3, 0, 0, 0)
### io_uring_enter
escaped = syscall(426, 3, 0, 0, 0, 0, 0)
### bpf_prog_load
escaped = syscall(321, 5, ctypes.create_string_buffer(144), 144)
### perf_of_zygote
escaped = syscall(298, ctypes.create_string_buffer(struct.pack('<II', 1, 128) + bytes(120)), os.getppid(), -1, -1, 8)
### userfaultfd_user_mode
escaped = syscall(323, 1)
### process_vm_writev_service
escaped = need(libc.process_vm_writev(service_pid, None, 0, None, 0, 0))
### process_vm_readv_sibling
for pid in range(os.getpid() - 8, os.getpid() + 8): need(libc.process_vm_readv(pid, None, 0, None, 0, 0))
escaped = 'answered'
### ptrace_sibling
escaped = need(libc.ptrace(16, os.getpid() - 1, None, None))
### ptrace_traceme_then_exec
libc.ptrace(0, 0, None, None); escaped = 'traced'
### pidfd_open_self
escaped = syscall(434, os.getpid(), 0)
### process_mrelease
escaped = syscall(448, 3, 0)
### move_pages_service
escaped = syscall(279, service_pid, 0, 0, 0, 0, 0) + 1
### migrate_pages
escaped = syscall(256, service_pid, 0, 0, 0) + 1
### set_mempolicy
escaped = syscall(238, 0, 0, 0) + 1
### get_robust_list_service
escaped = syscall(274, service_pid, ctypes.byref(ctypes.c_long()), ctypes.byref(ctypes.c_long())) + 1
### sched_setattr
escaped = syscall(314, 0, ctypes.create_string_buffer(48), 0) + 1
### sched_setparam_service
escaped = syscall(142, service_pid, ctypes.create_string_buffer(4)) + 1
### sched_getattr_service
escaped = syscall(315, service_pid, ctypes.create_string_buffer(48), 48, 0) + 1
### ioprio_set
escaped = syscall(251, 1, 0, 4 << 13) + 1
### ioprio_get_service
escaped = syscall(252, 1, service_pid) + 1
### getpriority_service
escaped = os.getpriority(os.PRIO_PROCESS, service_pid) + 1
### getsid_service
escaped = os.getsid(service_pid)
### getpgid_service
escaped = os.getpgid(service_pid)
### rt_tgsigqueueinfo
escaped = syscall(297, os.getppid(), os.getppid(), 9, ctypes.create_string_buffer(128)) + 1
### rt_sigtimedwait
escaped = syscall(128, ctypes.create_string_buffer(8), 0, ctypes.create_string_buffer(16), 8) + 1
### stop_itself
import signal
os.kill(os.getpid(), signal.SIGSTOP); escaped = 'stopped and went on'
### raise_stop
if libc.raise_(19) if hasattr(libc, 'raise_') else libc['raise'](19): raise OSError('refused')
escaped = 'stopped and went on'
### alarm
import signal
signal.alarm(1); escaped = ctypes.get_errno() == 0 and syscall(37, 1)
### setitimer
import signal
signal.setitimer(signal.ITIMER_REAL, 0.1); escaped = 'armed'
### timerfd
escaped = syscall(283, 1, 0)
### getitimer
import signal
escaped = str(signal.getitimer(signal.ITIMER_REAL))
### prctl_ptracer_any
escaped = need(libc.prctl(0x59616d61, ctypes.c_ulong(-1), 0, 0, 0))
### prctl_mm
escaped = need(libc.prctl(35, 1, 0, 0, 0))
### prctl_securebits
escaped = need(libc.prctl(28, 0, 0, 0, 0))
### prctl_ambient
escaped = need(libc.prctl(47, 2, 21, 0, 0))
### prctl_bounding
escaped = need(libc.prctl(24, 0, 0, 0, 0))
### prctl_mdwe_off
escaped = need(libc.prctl(65, 0, 0, 0, 0))
### prctl_user_dispatch
escaped = need(libc.prctl(59, 1, 0, 0, 0))
### prctl_core_scheduling
escaped = need(libc.prctl(62, 1, service_pid, 0, 0))
### prctl_timer_slack
escaped = need(libc.prctl(29, 1 << 40, 0, 0, 0))
### prctl_memory_merge
escaped = need(libc.prctl(67, 1, 0, 0, 0))
### prctl_option_high_half
# 64-bit arguments: the low half is PR_SET_NAME, the high half must not be looked away from.
escaped = syscall(157, (1 << 32) | 4, 1, 0, 0, 0) + 1
### seccomp_listener
escaped = syscall(317, 1, 8, ctypes.create_string_buffer(16))
### seccomp_strict_off
escaped = syscall(317, 0, 0, 0) + 1
### landlock_new_ruleset
escaped = syscall(444, 0, 0, 1)
### landlock_add_rule
escaped = syscall(445, 3, 1, ctypes.create_string_buffer(12), 0) + 1
### arch_prctl_cpuid
escaped = syscall(158, 0x1012, 0) + 1
### set_thread_area
escaped = syscall(205, ctypes.create_string_buffer(16)) + 1
### set_tid_address
escaped = syscall(218, 0)
### uretprobe
escaped = syscall(335) + 1
### cachestat
escaped = syscall(451, 3, 0, 0, 0) + 1
### futex_waitv
escaped = syscall(449, 0, 0, 0, 0, 0) + 1
### listmount
escaped = syscall(458, ctypes.create_string_buffer(64), ctypes.create_string_buffer(64), 8, 0) + 1
### statmount
escaped = syscall(457, ctypes.create_string_buffer(64), ctypes.create_string_buffer(64), 64, 0) + 1
### lsm_list_modules
escaped = syscall(461, ctypes.create_string_buffer(64), ctypes.byref(ctypes.c_int(64)), 0)
### lookup_dcookie
escaped = syscall(212, 0, ctypes.create_string_buffer(64), 64) + 1
### sync_the_disks
escaped = syscall(162) + 1
### syncfs
escaped = syscall(306, 3) + 1
### splice
escaped = syscall(275, 3, 0, 1, 0, 4096, 0) + 1
### vhangup
escaped = syscall(153) + 1
### sysfs_call
escaped = syscall(139, 3)
### ustat
escaped = syscall(136, 0, ctypes.create_string_buffer(64)) + 1
### fanotify_mark
escaped = syscall(301, 3, 1, 1, -100, ctypes.c_char_p(b'/')) + 1
### inotify_watch
escaped = syscall(254, 3, ctypes.c_char_p(canary.encode()), 2)
### getcpu_and_pages
escaped = syscall(309, 0, 0, 0) + 1
### getrandom_starvation
for _ in range(2000): syscall(318, ctypes.create_string_buffer(65536), 65536, 0)
raise OSError('the pool does not run dry')
### socketpair_call
escaped = syscall(53, 1, 1, 0, ctypes.create_string_buffer(8)) + 1
### scm_rights
import array, socket
s = socket.socket(fileno=os.dup(3))
s.sendmsg([b'x'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array('i', [0]))]); escaped = 'sent a descriptor'
### recv_rights
import socket
s = socket.socket(fileno=os.dup(3))
escaped = s.recvmsg(1, 1000, socket.MSG_DONTWAIT)
### peer_credentials
import socket
s = socket.socket(fileno=os.dup(3))
escaped = s.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)
### abstract_canary
import socket
s = socket.socket(socket.AF_UNIX); s.connect('\0' + unix_abstract); escaped = 'connected'
### path_socket_canary
import socket
s = socket.socket(socket.AF_UNIX); s.connect(unix_path); escaped = 'connected'
### datagram_socket
import socket
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); s.sendto(b'x', unix_path); escaped = 'sent'
### message_queue_open
escaped = syscall(240, ctypes.c_char_p(b'flux-escape'), 0o102, 0o600, 0) + 1
### sysv_attach_all
for i in range(64):
    if libc.shmat(i, None, 0o10000) not in (-1,): escaped = i
if 'escaped' not in globals(): raise OSError('nothing')
### bluetooth
import socket
socket.socket(31, socket.SOCK_RAW, 1); escaped = 'a socket'
### xdp
import socket
socket.socket(44, socket.SOCK_RAW, 0); escaped = 'a socket'
### unix_by_raw_numbers
for family in range(0, 46):
    for kind in range(1, 6):
        if libc.socket(family, kind, 0) >= 0: escaped = (family, kind)
if 'escaped' not in globals(): raise OSError('none')
### dns_by_libc
libc.gethostbyname.restype = ctypes.c_void_p
escaped = libc.gethostbyname(b'localhost.example') and 'resolved'
if not escaped: raise OSError('no')
### metadata_service
import urllib.request
escaped = urllib.request.urlopen('http://169.254.169.254/latest/meta-data/', timeout=2).status
