### userns
escaped = need(libc.unshare(0x10000000))
### mount_namespace
escaped = need(libc.unshare(0x00020000))
### setns
escaped = need(libc.setns(3, 0))
### mount
escaped = need(libc.mount(b'none', b'/tmp', b'tmpfs', 0, None))
### umount
escaped = need(libc.umount2(b'/proc', 2))
### pivot_root
escaped = syscall(155, ctypes.c_char_p(b'/'), ctypes.c_char_p(b'/'))
### chroot
os.chroot('/usr/lib'); escaped = 'rooted'
### fsopen
escaped = syscall(430, ctypes.c_char_p(b'tmpfs'), 0)
### open_tree
escaped = syscall(428, -100, ctypes.c_char_p(b'/'), 1)
### move_mount
escaped = syscall(429, -100, ctypes.c_char_p(b'/'), -100, ctypes.c_char_p(b'/'), 0)
### mount_setattr
escaped = syscall(442, -100, ctypes.c_char_p(b'/'), 0, 0, 0)
### bpf
escaped = syscall(321, 0, ctypes.create_string_buffer(128), 128)
### perf
escaped = syscall(298, ctypes.create_string_buffer(128), 0, -1, -1, 0)
### userfaultfd
escaped = syscall(323, 0)
### keyctl
escaped = syscall(250, 0, -3, 0, 0, 0)
### add_key
escaped = syscall(248, ctypes.c_char_p(b'user'), ctypes.c_char_p(b'x'), ctypes.c_char_p(b'y'), 1, -3)
### request_key
escaped = syscall(249, ctypes.c_char_p(b'user'), ctypes.c_char_p(b'x'), 0, -3)
### init_module
escaped = syscall(175, ctypes.create_string_buffer(1), 1, ctypes.c_char_p(b''))
### kexec
escaped = syscall(246, 0, 0, 0, 0)
### reboot
escaped = syscall(169, 0xfee1dead, 672274793, 0x89abcdef, 0)
### syslog
escaped = syscall(103, 3, ctypes.create_string_buffer(4096), 4096)
### iopl
escaped = syscall(172, 3)
### ioperm
escaped = syscall(173, 0, 1, 1)
### modify_ldt
escaped = syscall(154, 0, ctypes.create_string_buffer(16), 16) + 1
### arch_prctl
escaped = syscall(158, 0x1002, 0) + 1
### settimeofday
escaped = syscall(164, ctypes.create_string_buffer(16), 0) + 1
### clock_settime
import time
time.clock_settime(time.CLOCK_REALTIME, 0); escaped = 'set'
### adjtimex
escaped = syscall(159, ctypes.create_string_buffer(208)) + 1
### quotactl
escaped = syscall(179, 0, 0, 0, 0)
### nfsservctl_and_other_unknown
escaped = syscall(180) + 1
### unknown_number
escaped = syscall(599) + 1
### x32_abi
escaped = syscall(0x40000000 + 39)
### landlock_create
escaped = syscall(444, ctypes.create_string_buffer(struct.pack('<Q', 1)), 8, 0)
### landlock_restrict
escaped = syscall(446, 3, 0) + 1
### timer_create
escaped = syscall(222, 0, 0, ctypes.create_string_buffer(8)) + 1
### signalfd
escaped = syscall(289, -1, ctypes.create_string_buffer(8), 8, 0)
### memfd
escaped = need(libc.memfd_create(b'x', 0))
### memfd_secret
escaped = syscall(447, 0)
### shm_sysv
escaped = need(libc.shmget(0, 4096, 0o1600))
### sem_sysv
escaped = need(libc.semget(0, 1, 0o1600))
### msg_sysv
escaped = need(libc.msgget(0, 0o1600))
### mq_open
escaped = syscall(240, ctypes.c_char_p(b'x'), 0o102, 0o600, 0)
### vmsplice
escaped = syscall(278, 3, 0, 0, 0) + 1
### tee
escaped = syscall(276, 3, 3, 1, 0) + 1
### pipe
escaped = os.pipe()
### dup_channel_high
import fcntl
fds = []
while True: fds.append(os.dup(3))
