### fork
pid = os.fork()
if pid == 0: os._exit(0)
escaped = pid
### vfork
escaped = syscall(58)
### clone_call
escaped = syscall(56, 17, 0, 0, 0, 0)
### clone3_call
escaped = syscall(435, ctypes.create_string_buffer(struct.pack('<8Q', 0, 0, 0, 0, 17, 0, 0, 0)), 64)
### thread
import threading
t = threading.Thread(target=lambda: None); t.start(); escaped = 'a thread'
### thread_low_level
import _thread
escaped = _thread.start_new_thread(print, (1,))
### pool
import concurrent.futures
escaped = concurrent.futures.ThreadPoolExecutor().submit(len, 'x').result()
### multiprocessing
import multiprocessing
multiprocessing.Process(target=print).start(); escaped = 'a process'
### subprocess
import subprocess
escaped = subprocess.run(['/bin/true']).returncode or 'ran'
### os_system
code = os.system('true')
if code != 0: raise OSError(code)
escaped = 'ran'
### libc_system
code = libc.system(b'true')
if code != 0: raise OSError(code)
escaped = 'ran'
### popen
escaped = os.popen('id').read() or None
if not escaped: raise OSError('nothing')
### posix_spawn
escaped = os.posix_spawn('/bin/true', ['true'], {})
### execve
os.execve('/bin/sh', ['sh', '-c', 'echo x > /tmp/flux-escape'], {})
### execveat
escaped = syscall(322, -100, ctypes.c_char_p(b'/bin/true'), 0, 0, 0)
### fexecve
os.execve(os.open('/usr/lib/python3.11/os.py', os.O_RDONLY), ['x'], {})
### kill_service
os.kill(service_pid, 9); escaped = 'killed'
### probe_service
os.kill(service_pid, 0); escaped = 'reached'
### kill_zygote
os.kill(os.getppid(), 9); escaped = 'killed'
### kill_group
os.killpg(os.getpgrp(), 9); escaped = 'killed'
### kill_all
os.kill(-1, 9); escaped = 'killed'
### tkill_zygote
escaped = syscall(200, os.getppid(), 9)
### tgkill_zygote
escaped = syscall(234, os.getppid(), os.getppid(), 9)
### sigqueue_zygote
escaped = syscall(129, os.getppid(), 9, ctypes.create_string_buffer(128))
### pidfd_open_zygote
escaped = syscall(434, os.getppid(), 0)
### pidfd_signal
escaped = syscall(424, 3, 9, 0, 0)
### pidfd_getfd
escaped = syscall(438, 3, 0, 0)
### fcntl_owner_signal
import fcntl
fcntl.fcntl(3, 8, service_pid); fcntl.fcntl(3, 10, 9); escaped = 'armed'
### ptrace_attach_zygote
escaped = need(libc.ptrace(16, os.getppid(), None, None))
### ptrace_seize_service
escaped = need(libc.ptrace(0x4206, service_pid, None, None))
### ptrace_me
escaped = need(libc.ptrace(0, 0, None, None))
### process_vm_readv
escaped = need(libc.process_vm_readv(service_pid, None, 0, None, 0, 0))
### process_vm_writev
escaped = need(libc.process_vm_writev(os.getppid(), None, 0, None, 0, 0))
### process_madvise
escaped = syscall(440, 3, 0, 0, 0, 0)
### kcmp
escaped = syscall(312, os.getpid(), os.getppid(), 0, 0, 0)
### setpriority
os.setpriority(os.PRIO_PROCESS, os.getppid(), 19); escaped = 'set'
### nice
escaped = os.nice(5)
### scheduler
os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0)); escaped = 'set'
### affinity
os.sched_setaffinity(0, {0}); escaped = 'set'
### setpgid
os.setpgid(0, 0); escaped = 'set'
### setsid
escaped = os.setsid()
### setuid_root
os.setuid(0); escaped = 'root'
### setresuid_root
os.setresuid(0, 0, 0); escaped = 'root'
### setgroups
os.setgroups([0]); escaped = 'set'
### capset
escaped = syscall(126, ctypes.create_string_buffer(8), ctypes.create_string_buffer(24)) + 1
### is_root
if os.getuid() == 0 or os.getgid() == 0 or 0 in os.getgroups(): escaped = 'root'
else: raise OSError('no')
### personality
escaped = syscall(135, 0x0040000) + 1
### dumpable_on
escaped = need(libc.prctl(4, 1, 0, 0, 0))
### pdeathsig_off
escaped = need(libc.prctl(1, 0, 0, 0, 0))
### no_new_privs_off
escaped = need(libc.prctl(38, 0, 0, 0, 0))
### seccomp_mode_change
escaped = need(libc.prctl(22, 2, 0, 0, 0))
### second_filter
escaped = syscall(317, 1, 0, ctypes.create_string_buffer(16)) + 1
### keep_caps
escaped = need(libc.prctl(8, 1, 0, 0, 0))
### subreaper
escaped = need(libc.prctl(36, 1, 0, 0, 0))
### wait_for_sibling
os.waitpid(-1, os.WNOHANG); escaped = 'waited'
### waitid
escaped = syscall(247, 0, 0, ctypes.create_string_buffer(128), 4 | 1, 0) + 1
