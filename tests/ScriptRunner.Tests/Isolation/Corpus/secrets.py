### read_link_canary
escaped = os.readlink(link)
### read_link_at
buffer = ctypes.create_string_buffer(200)
escaped = syscall(267, -100, ctypes.c_char_p(link.encode()), buffer, 200) and buffer.value.decode()
### executable_of_the_service
escaped = os.readlink('/proc/%d/exe' % service_pid)
### directory_of_the_zygote
escaped = os.readlink('/proc/%d/cwd' % os.getppid())
### own_channel_by_proc
escaped = os.open('/proc/self/fd/3', os.O_RDONLY)
### own_channel_by_dev
escaped = os.open('/dev/fd/3', os.O_RDONLY)
### task_of_parent
escaped = open('/proc/self/task/%d/../../../%d/environ' % (os.getpid(), os.getppid())).read() or 'opened'
### thread_self_memory
escaped = open('/proc/thread-self/mem', 'rb').fileno()
### memory_of_the_zygote
escaped = open('/proc/%d/mem' % os.getppid(), 'rb').fileno()
### root_by_proc
escaped = open('/proc/self/root' + canary).read()
### directory_by_proc
escaped = os.listdir('/proc/self/cwd')
### command_lines_of_all
found = []
for pid in range(1, 4096):
    try: found.append(open('/proc/%d/cmdline' % pid).read())
    except OSError: pass
if not found: raise OSError('none')
escaped = len(found)
### network_tables
escaped = open('/proc/net/tcp').readline() + open('/proc/net/unix').readline()
### mounts
escaped = open('/proc/self/mountinfo').readline()
### cgroup
escaped = open('/proc/self/cgroup').read() + str(os.listdir('/sys/fs/cgroup'))
### kernel_settings
escaped = open('/proc/sys/kernel/core_pattern').read()
### resolver
escaped = open('/etc/resolv.conf').read()
### runtime_folders
escaped = os.listdir('/run')
### sockets_of_the_runner
import glob
found = glob.glob('/run/flux-script-*/*') + glob.glob('/tmp/flux-script-*/*')
if not found: raise OSError('nothing')
escaped = found
### shared_libraries
escaped = os.listdir('/usr/lib/x86_64-linux-gnu')[:3]
### programs
escaped = open('/bin/sh', 'rb').read(4) and 'read'
### device_kvm
escaped = os.open('/dev/kvm', os.O_RDONLY)
### device_ptmx
escaped = os.open('/dev/ptmx', os.O_RDONLY)
### device_kmsg
escaped = os.open('/dev/kmsg', os.O_RDONLY)
### device_fuse
escaped = os.open('/dev/fuse', os.O_RDONLY)
### device_console
escaped = os.open('/dev/console', os.O_RDONLY)
### device_shm
escaped = os.listdir('/dev/shm')
### device_queue
escaped = os.listdir('/dev/mqueue')
### device_random
escaped = os.open('/dev/random', os.O_RDONLY)
### open_with_high_flag_bits
escaped = syscall(2, ctypes.c_char_p(canary.encode()), 1 << 40, 0)
### write_with_high_flag_bits
escaped = syscall(257, -100, ctypes.c_char_p(b'/tmp/flux-escape'), (1 << 40) | 0o101, 0o600)
### unlinkat
escaped = syscall(263, -100, ctypes.c_char_p(canary.encode()), 0) + 1
### renameat2
escaped = syscall(316, -100, ctypes.c_char_p(canary.encode()), -100, ctypes.c_char_p(b'/tmp/flux-escape'), 0) + 1
### linkat
escaped = syscall(265, -100, ctypes.c_char_p(canary.encode()), -100, ctypes.c_char_p(b'/tmp/flux-escape'), 0) + 1
### symlinkat
escaped = syscall(266, ctypes.c_char_p(b'x'), -100, ctypes.c_char_p(b'/tmp/flux-escape')) + 1
### mkdirat
escaped = syscall(258, -100, ctypes.c_char_p(b'/tmp/flux-escape'), 0o777) + 1
### mknodat
escaped = syscall(259, -100, ctypes.c_char_p(b'/tmp/flux-escape'), 0o100600, 0) + 1
### fchmodat2
escaped = syscall(452, -100, ctypes.c_char_p(canary.encode()), 0o777, 0) + 1
### fchownat
escaped = syscall(260, -100, ctypes.c_char_p(canary.encode()), 0, 0, 0) + 1
### utimensat
escaped = syscall(280, -100, ctypes.c_char_p(canary.encode()), 0, 0) + 1
### setxattrat
escaped = syscall(463, -100, ctypes.c_char_p(canary.encode()), 0, ctypes.c_char_p(b'user.x'), 0, 0) + 1
### fallocate
escaped = syscall(285, 3, 0, 0, 4096) + 1
### directory_descriptor_escape
d = os.open('/usr/lib/python3.11', os.O_RDONLY)
escaped = os.open('../../..' + canary, os.O_RDONLY, dir_fd=d)
### directory_descriptor_listing
d = os.open('/usr/lib/python3.11', os.O_RDONLY)
escaped = os.listdir(os.open('..', os.O_RDONLY, dir_fd=d))
### path_descriptor_stat
fd = os.open(os.path.dirname(canary), os.O_PATH)
escaped = os.listdir(fd)
### environment_of_the_process_start
# The kernel keeps the environment above the stack, whatever environ says.
environ = ctypes.POINTER(ctypes.c_void_p).in_dll(libc, '_environ')
text = ctypes.string_at(environ[0], 40)
found = b'CANARY' in text or b'canary-' in text
if not found: raise OSError('clean')
escaped = str(text)
### all_of_the_own_memory
# Asks the kernel which pages are readable (stat of a bad address says EFAULT), then searches them for what others own.
libc.stat.argtypes = (ctypes.c_void_p, ctypes.c_char_p)
out = ctypes.create_string_buffer(256)
def readable(page):
    return libc.stat(page, out) == 0 or ctypes.get_errno() != 14
needles = [b'canary-' + kind for kind in (b'env-', b'memory-', b'file-9c', b'link-', b'symlink-')]
starts = {id(object()) & ~0xfff, ctypes.addressof(out) & ~0xfff, ctypes.cast(libc.stat, ctypes.c_void_p).value & ~0xfff,
          ctypes.POINTER(ctypes.c_void_p).in_dll(libc, '_environ')[0] & ~0xfff}
for start in starts:
    for step in (-4096, 4096):
        page, bad = start, 0
        for _ in range(6000):
            if readable(page):
                data = ctypes.string_at(page, 4096)
                for needle in needles:
                    at = data.find(needle)
                    # Six digits after the name: a planted secret, not this script's own needles.
                    if at >= 0 and data[at + len(needle):at + len(needle) + 4].isalnum(): escaped = data[at:at + 30].decode('latin-1')
                bad = 0
            else:
                bad += 1
                if bad > 64: break
            page += step
if 'escaped' not in globals(): raise OSError('clean')
### freed_memory
# What malloc hands out unwritten may hold what was there before.
libc.malloc.restype = ctypes.c_void_p
found, needles = b'', [b'canary-' + b'memory-77', b'sibling-' + b'canary-5f']
for size in (64, 512, 4096, 65536, 1 << 20):
    for _ in range(100):
        data = ctypes.string_at(libc.malloc(ctypes.c_size_t(size)), size)
        if any(n in data for n in needles): found = data
if not found: raise OSError('clean')
escaped = 'found'
### memory_of_the_service_at_its_address
escaped = ctypes.string_at(memory_address, 20).decode('latin-1')
### process_exists_but_says_nothing
s = os.stat('/proc/%d' % service_pid)
escaped = open('/proc/%d/status' % service_pid).read(10)
