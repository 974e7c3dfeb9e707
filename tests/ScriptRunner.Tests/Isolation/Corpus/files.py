### read_canary
escaped = open(canary).read()
### read_canary_os
escaped = os.read(os.open(canary, os.O_RDONLY), 100)[:1] and 'read'
### read_canary_openat_relative
escaped = os.open('canary', os.O_RDONLY, dir_fd=os.open(os.path.dirname(canary), os.O_RDONLY))
### read_canary_o_path
fd = os.open(canary, os.O_PATH)
escaped = os.read(os.open('/proc/self/fd/%d' % fd, os.O_RDONLY), 10) and 'read'
### read_canary_libc
libc.fopen.restype = ctypes.c_void_p
escaped = 'opened' if libc.fopen(canary.encode(), b'r') else None
if not escaped: raise OSError('no')
### read_canary_traversal
escaped = open('/usr/lib/python3.11/../../../' + canary.lstrip('/')).read()
### read_canary_openat2
how = (ctypes.c_uint64 * 3)(0, 0, 0)
escaped = syscall(437, -100, ctypes.c_char_p(canary.encode()), how, 24)
### read_canary_io_open_code
import io
escaped = io.open_code(canary).read() and 'read'
### read_canary_linecache
import linecache
lines = linecache.getlines(canary)
if not lines: raise OSError('nothing')
escaped = lines[0]
### read_canary_import
import importlib.machinery
escaped = importlib.machinery.SourceFileLoader('x', canary).get_data(canary) and 'read'
### read_canary_mmap
import mmap
escaped = mmap.mmap(os.open(canary, os.O_RDONLY), 0, prot=mmap.PROT_READ)[:1] and 'read'
### read_passwd
escaped = open('/etc/passwd').read()[:10]
### read_shadow
escaped = open('/etc/shadow').read()[:10]
### read_hostname_file
escaped = open('/etc/hostname').read()
### read_os_release
escaped = open('/etc/os-release').read()[:5]
### read_proc_version
escaped = open('/proc/version').read()
### read_proc_self_maps
escaped = open('/proc/self/maps').read()[:20]
### read_proc_self_mem
escaped = open('/proc/self/mem', 'rb').read(0) is not None
### read_proc_self_environ
escaped = open('/proc/self/environ').read() or 'opened'
### read_service_environ
escaped = open('/proc/%d/environ' % service_pid).read()[:5] or 'opened'
### read_service_maps
escaped = open('/proc/%d/maps' % service_pid).read()[:5]
### read_service_mem
escaped = open('/proc/%d/mem' % service_pid, 'rb').fileno()
### read_service_cmdline
escaped = open('/proc/%d/cmdline' % service_pid).read()[:5]
### read_parent_fd
escaped = os.listdir('/proc/%d/fd' % os.getppid())
### read_service_fd
escaped = os.readlink('/proc/%d/fd/0' % service_pid)
### read_root_link
escaped = os.listdir('/proc/%d/root' % service_pid)
### read_proc_kallsyms
escaped = open('/proc/kallsyms').readline()
### read_sys
escaped = open('/sys/kernel/uevent_seqnum').read()
### read_dev_mem
escaped = open('/dev/mem', 'rb').fileno()
### read_dev_tty
escaped = open('/dev/tty', 'rb').fileno()
### read_dev_vda
escaped = open('/dev/vda', 'rb').fileno()
### read_ssh_keys
escaped = os.listdir('/root/.ssh')
### read_docker_socket
import socket
s = socket.socket(socket.AF_UNIX); s.connect('/var/run/docker.sock'); escaped = 'connected'
### list_root
escaped = os.listdir('/')
### list_tmp
escaped = os.listdir('/tmp')
### list_home
escaped = os.listdir('/home')
### list_proc
escaped = os.listdir('/proc')
### list_runtime_directory
escaped = os.listdir(os.path.dirname(canary))
### scandir_root
escaped = [e.name for e in os.scandir('/')]
### glob_etc
import glob
found = glob.glob('/etc/*')
if not found: raise OSError('nothing')
escaped = found[:3]
### write_canary
open(canary, 'w').write('changed'); escaped = 'written'
### append_canary
open(canary, 'a').write('changed'); escaped = 'written'
### truncate_canary
os.truncate(canary, 0); escaped = 'truncated'
### write_new_file
open(os.path.dirname(canary) + '/new', 'w'); escaped = 'created'
### write_tmp
open('/tmp/flux-escape', 'w'); escaped = 'created'
### write_dev_shm
open('/dev/shm/flux-escape', 'w'); escaped = 'created'
### write_var_tmp
open('/var/tmp/flux-escape', 'w'); escaped = 'created'
### write_library
open('/usr/lib/python3.11/flux_escape.py', 'w'); escaped = 'created'
### write_dev_null_is_read_only_too
os.write(os.open('/dev/null', os.O_WRONLY), b'x'); escaped = 'opened for writing'
### tempfile
import tempfile
tempfile.TemporaryFile(); escaped = 'created'
### o_tmpfile
escaped = os.open('/tmp', os.O_TMPFILE | os.O_RDWR)
### creat_call
escaped = syscall(85, ctypes.c_char_p(b'/tmp/flux-escape'), 0o600)
### mkdir
os.mkdir('/tmp/flux-escape-d'); escaped = 'made'
### symlink
os.symlink('/etc/passwd', '/tmp/flux-escape-l'); escaped = 'made'
### hard_link
os.link(canary, '/tmp/flux-escape-h'); escaped = 'made'
### rename_canary
os.rename(canary, canary + '.moved'); escaped = 'renamed'
### unlink_canary
os.unlink(canary); escaped = 'unlinked'
### rmdir_runtime
os.rmdir(os.path.dirname(canary)); escaped = 'removed'
### chmod_canary
os.chmod(canary, 0o777); escaped = 'changed'
### chown_canary
os.chown(canary, 0, 0); escaped = 'changed'
### utime_canary
os.utime(canary, (0, 0)); escaped = 'changed'
### setxattr_canary
os.setxattr(canary, 'user.x', b'1'); escaped = 'set'
### getxattr_canary
os.getxattr(canary, 'user.x'); escaped = 'got'
### mkfifo
os.mkfifo('/tmp/flux-escape-f'); escaped = 'made'
### mknod
os.mknod('/tmp/flux-escape-n', 0o600); escaped = 'made'
### chdir_then_read
os.chdir('/etc'); escaped = open('passwd').read()[:5]
### fchdir
os.fchdir(os.open('/usr/lib/python3.11', os.O_RDONLY)); escaped = open('../../../etc/passwd').read()[:5]
### statfs_is_refused
os.statvfs('/'); escaped = 'answered'
### name_to_handle
escaped = syscall(303, -100, ctypes.c_char_p(canary.encode()), ctypes.create_string_buffer(128), ctypes.create_string_buffer(8), 0)
### open_by_handle
escaped = syscall(304, -100, ctypes.create_string_buffer(128), 0)
### inotify
escaped = syscall(253)
### fanotify
escaped = syscall(300, 0, 0)
### sendfile_canary
escaped = os.sendfile(3, os.open(canary, os.O_RDONLY), 0, 10)
### copy_file_range
escaped = os.copy_file_range(os.open(canary, os.O_RDONLY), 3, 10)
### swapon
escaped = need(libc.swapon(b'/tmp/x', 0))
### acct
escaped = need(libc.acct(None))
