### rseq_registered_elsewhere
area = ctypes.create_string_buffer(64)
syscall(334, ctypes.addressof(area) & ~31, 32, 0, 0x53053053); escaped = None
### robust_list_walk
head = (ctypes.c_long * 3)(0, 0, 0); head[0] = ctypes.addressof(head)
syscall(273, head, 24); escaped = None
### signal_stack_over_code
page = ctypes.cast(libc.getppid, ctypes.c_void_p).value & ~0xfff
libc.sigaltstack(ctypes.create_string_buffer(struct.pack('<QiiQ', page, 0, 0, 8192)), None)
ctypes.string_at(0)
### sigreturn_forged
syscall(15)
### sigreturn_with_frame
# Jumps by a forged signal frame into code that was never meant to run: still the same filter.
buffer = ctypes.create_string_buffer(4096)
call = ctypes.CFUNCTYPE(ctypes.c_long, ctypes.c_long)(ctypes.cast(libc.syscall, ctypes.c_void_p).value)
call(15)
### gadget_of_prctl
f = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int, ctypes.c_ulong, ctypes.c_ulong, ctypes.c_ulong, ctypes.c_ulong)(('prctl', libc))
for option in range(0, 80):
    if option in (2, 3, 9, 11, 16, 15, 19, 20, 21): continue
    if f(option, 1, 0, 0, 0) >= 0: escaped = option
if 'escaped' not in globals(): raise OSError('all refused')
### ioctl_all_small
for request in list(range(0x5401, 0x5480)) + list(range(0x8900, 0x8990)):
    if request in (0x5401, 0x541B, 0x5451, 0x5450, 0x5421): continue
    for fd in (0, 1, 3):
        if libc.ioctl(fd, ctypes.c_ulong(request), ctypes.create_string_buffer(256)) >= 0: escaped = hex(request)
if 'escaped' not in globals(): raise OSError('all refused')
### ioctl_high_half
escaped = libc.ioctl(3, ctypes.c_ulong((1 << 32) | 0x5401), ctypes.create_string_buffer(256)) + 1 or None
if escaped is None: raise OSError('refused')
### fcntl_all
for command in list(range(4, 40)) + list(range(1024, 1060)):
    if command == 1030: continue
    if libc.fcntl(3, command, 0) >= 0: escaped = command
if 'escaped' not in globals(): raise OSError('all refused')
### fcntl_append_to_null
import fcntl
fcntl.fcntl(1, fcntl.F_SETFL, os.O_APPEND); escaped = 'set'
### fcntl_lease_and_notify
import fcntl
fcntl.fcntl(os.open('/usr/lib/python3.11', os.O_RDONLY), fcntl.F_NOTIFY, 1); escaped = 'watching'
### fcntl_lock
import fcntl
fcntl.lockf(os.open('/usr/lib/python3.11/os.py', os.O_RDONLY), fcntl.LOCK_SH); escaped = 'locked'
### flock
import fcntl
fcntl.flock(os.open('/usr/lib/python3.11/os.py', os.O_RDONLY), fcntl.LOCK_SH); escaped = 'locked'
### mmap_all_flags
for bit in range(0, 32):
    flags = 0x22 | (1 << bit)
    if bit in (1, 4, 5, 11, 12, 14, 15, 16, 17, 20, 6, 9, 10, 19, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 7): continue
    address = libc.mmap(None, 4096, 3, flags, -1, 0)
    if address not in (None, FAILED): escaped = hex(flags)
if 'escaped' not in globals(): raise OSError('all refused')
### mmap_at_null
escaped = libc.mmap(0, 4096, 3, 0x32, -1, 0) == 0
### mprotect_grows_down
libc.mprotect.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
escaped = need(libc.mprotect(mapped(8192, 3, 0x22), 4096, 0x01000003))
### mprotect_exec_with_high_bits
escaped = syscall(10, mapped(4096, 3, 0x22), 4096, (1 << 32) | 5) + 1
### mremap_dontunmap_doubling
libc.mremap.restype = ctypes.c_void_p
libc.mremap.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_size_t, ctypes.c_int, ctypes.c_void_p)
total = 0
while total < 1 << 30:
    a = mapped(16 << 20, 3, 0x22); ctypes.memset(a, 1, 16 << 20)
    b = libc.mremap(a, 16 << 20, 16 << 20, 5, None)
    if b in (None, FAILED): raise MemoryError
    ctypes.memset(a, 1, 16 << 20); total += 32 << 20
escaped = total
### mremap_old_size_zero
# Doubles a shared mapping; private ones must not.
libc.mremap.restype = ctypes.c_void_p
libc.mremap.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_size_t, ctypes.c_int)
a = libc.mremap(mapped(4096, 3, 0x22), 0, 4096, 1)
if a in (None, FAILED): raise OSError('refused')
escaped = 'doubled'
### private_file_pages
# Private copies of file pages count as data too.
fd = os.open('/usr/lib/python3.11/pydoc_data/topics.py', os.O_RDONLY)
size, total = os.fstat(fd).st_size & ~4095, 0
while total < 1 << 30:
    a = mapped(size, 3, 2, fd); ctypes.memset(a, 1, size); total += size
escaped = total
### zero_pages_read
# Pages that are only read share one page, but their tables do not.
for _ in range(64):
    a = mapped(64 << 20, 1, 0x4022)
    for i in range(0, 64 << 20, 2 << 20): ctypes.string_at(a + i, 1)
escaped = 'gigabytes of tables'
### descriptors_by_dup
for _ in range(100): os.dup(3)
escaped = 'more than sixteen'
### nofile_raise
import resource
resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096)); escaped = 'raised'
### stack_limit_raise
import resource
resource.setrlimit(resource.RLIMIT_STACK, (1 << 30, 1 << 30)); escaped = 'raised'
### soft_cpu_limit_raise
import resource
resource.setrlimit(resource.RLIMIT_CPU, (61, 61)); escaped = 'raised'
### stack_of_gigabytes
import sys
sys.setrecursionlimit(1 << 30)
def f(n): return [f(n + 1) for _ in (0,)]
f(0)
### alloca_like_buffer
libc.qsort.argtypes = None
ctypes.create_string_buffer(1 << 34)
### write_beyond_channel
for fd in range(4, 200):
    try: os.write(fd, b'x'); escaped = fd
    except OSError: pass
if 'escaped' not in globals(): raise OSError('closed')
### read_from_null
if os.read(0, 100) or os.read(1, 100): escaped = 'something'
else: raise OSError('empty')
### null_is_what_it_seems
s = os.fstat(1)
if os.major(s.st_rdev) != 1 or os.minor(s.st_rdev) != 3: escaped = 'another device'
else: raise OSError('null')
### seek_channel
os.lseek(3, 0, 0); escaped = 'sought'
### pread_channel
escaped = os.pread(3, 10, 0)
### readv_and_writev
escaped = os.preadv(3, [bytearray(1)], 0)
### getdents_of_null
escaped = os.listdir(0)
### list_library_parent
escaped = os.listdir('/usr/lib')
### list_zoneinfo_parent
escaped = os.listdir('/usr/share')
### library_link_out
found = []
for name in os.listdir('/usr/lib/python3.11'):
    path = '/usr/lib/python3.11/' + name
    if os.stat(path, follow_symlinks=False).st_mode & 0o170000 == 0o120000:
        try: found.append(open(path).read(5))
        except OSError: pass
if not found: raise OSError('links lead out and are refused')
target = [n for n in found if n]
escaped = None
### sitecustomize_of_etc
escaped = open('/etc/python3.11/sitecustomize.py').read()
### localtime
# A link into the time zones, which are readable.
escaped = None if open('/etc/localtime', 'rb').read(4) == b'TZif' else 'another file'
### machine_id
escaped = open('/etc/machine-id').read() + open('/proc/sys/kernel/random/boot_id').read()
### cpu_and_memory_files
escaped = open('/proc/cpuinfo').readline() + open('/proc/meminfo').readline()
### processor_count_without_files
import time
if os.sysconf('SC_NPROCESSORS_CONF') > 4096: escaped = 'impossible'
else: raise OSError('a number')
### affinity_of_service
escaped = os.sched_getaffinity(service_pid)
### usage_of_children
import resource
used = resource.getrusage(resource.RUSAGE_CHILDREN)
if used.ru_maxrss: escaped = used.ru_maxrss
else: raise OSError('none')
### times_of_parents
if os.times().children_user: escaped = 'somebody'
else: raise OSError('none')
### hash_state_of_python
import sys
if sys.flags.hash_randomization != 1: escaped = 'fixed hashes'
else: raise OSError('random')
### seed_of_random_known
# The generator is seeded anew in each child: its first number must not be that of the zygote's state.
import random
state = random.getstate(); fresh = random.Random(0).random()
if random.random() == fresh: escaped = 'seed 0'
else: raise OSError('unknown')
### arguments_of_interpreter
escaped = [a for a in sys.orig_argv if 'service' in a.lower() and 'password' in a.lower()] or None
if escaped is None: raise OSError('clean')
### settings_object_secrets
import gc
found = [o for o in gc.get_objects() if isinstance(o, dict) and any(isinstance(k, str) and k.lower() in ('password', 'token', 'secret', 'authorization') for k in list(o)[:200])]
if not found: raise OSError('clean')
escaped = None if all('getpass' in str(o.get('__name__', '')) or 'django' in str(o.get('__name__', '')) for o in found) else str(found)[:200]
### frozen_objects_rewritten
# Objects that all children share by copy: writing them changes this child only.
import builtins
ctypes.memset(id(12345678901) + 24, 0xff, 4)
builtins.print = None; int.__add__
raise OSError('only here')
### small_integers_rewritten
ctypes.memset(id(1) + 24, 7, 1)
raise OSError('only here')
### hash_seed_overwritten
secret = ctypes.c_char * 24
try: ctypes.memset(secret.in_dll(ctypes.pythonapi, '_Py_HashSecret'), 0, 24)
except ValueError: pass
raise OSError('only here')
### runtime_state_overwritten
runtime = (ctypes.c_char * 64).in_dll(ctypes.pythonapi, '_PyRuntime')
ctypes.memset(runtime, 0xff, 64)
raise OSError('only here')
### finalize_interpreter
ctypes.pythonapi.Py_FinalizeEx()
### new_interpreter
import _xxsubinterpreters as s
i = s.create(); s.run_string(i, 'import os; os.fork()'); escaped = 'forked'
### fatal_error
ctypes.pythonapi.Py_FatalError(b'x' * 100000)
### thread_state_swap
ctypes.pythonapi.PyEval_SaveThread()
print(1)
### pending_call_after_result
CB = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p)
def burn(_):
    while True: pass
keep = CB(burn); ctypes.pythonapi.Py_AddPendingCall(keep, None)
### at_exit_in_c
CB = ctypes.CFUNCTYPE(None)
keep = CB(lambda: os.write(3, b'Z')); libc.atexit(keep); escaped = None
### exit_in_c
libc.exit(0)
### longjmp_nowhere
libc.longjmp(ctypes.create_string_buffer(512), 1)
### stdout_of_c
libc.puts(b'X 1 0 0 0 0'); libc.printf(b'C 1\n'); libc.fflush(None); escaped = None
### environment_set
os.environ['LD_PRELOAD'] = '/tmp/x'; os.putenv('PYTHONSTARTUP', canary); escaped = None
### chdir_and_relative
os.chdir('/usr/lib/python3.11'); escaped = open('os.py').read(1) and None
raise OSError('chdir was possible')
### umask_read
escaped = os.umask(0) + 1
### hostname_by_uname_only
import socket
if socket.gethostname() != os.uname().nodename: escaped = 'another'
else: raise OSError('same')
