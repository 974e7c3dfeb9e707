"""The self-test: attacks that must fail in a child. Each returns True if it got through; a child killed for trying also counts
as stopped. The service runs each in a child of its own before it says that it is ready."""
import ctypes
import os
import resource
import socket

_libc = ctypes.CDLL(None, use_errno=True)
_libc.mmap.restype = ctypes.c_void_p
_libc.mmap.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long)
_libc.syscall.restype = ctypes.c_long
_PRIVATE, _SHARED, _ANONYMOUS, _NORESERVE = 2, 1, 0x20, 0x4000


def run(header, target):
    name = header["attack"]
    try:
        return {"escaped": bool(_ATTACKS[name](target))}
    except (OSError, MemoryError, ValueError) as error:
        return {"escaped": False, "stopped_by": "%s: %s" % (type(error).__name__, error)}


def _mapped(size, protection, flags):
    return _libc.mmap(None, size, protection, flags | _ANONYMOUS, -1, 0) not in (None, ctypes.c_void_p(-1).value)


def _read_file(target):
    with open(target["canary"], "rb") as file:
        return file.read(1)


def _write_file(target):
    with open(target["canary"] + ".written", "wb"):
        return True


def _parent_environment(target):
    with open("/proc/%d/environ" % target["service_pid"], "rb") as file:
        return file.read() is not None


def _list_root(target):
    return os.listdir("/")


def _network(target):
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as connection:
        connection.settimeout(2)
        try:
            connection.connect(("127.0.0.1", 1))
        except ConnectionRefusedError:
            pass
        return True


def _service_socket(target):
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.connect(target["socket"])
        return True


def _fork(target):
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    return True


def _execute(target):
    # On success nobody answers: the service takes an end without an answer and without a signal for an escape.
    os.execv("/bin/true", ["true"])


def _signal_service(target):
    os.kill(target["service_pid"], 0)
    return True


def _trace_zygote(target):
    return _libc.ptrace(16, os.getppid(), None, None) == 0


def _read_zygote_memory(target):
    return _libc.process_vm_readv(os.getppid(), None, 0, None, 0, 0) == 0


def _executable_memory(target):
    return _mapped(4096, 7, _PRIVATE)


def _shared_memory(target):
    return _mapped(1 << 30, 3, _SHARED)


def _much_memory(target):
    return len(bytearray(target["memory"] * 2)) > 0


def _page_tables(target):
    return _mapped(1 << 40, 1, _PRIVATE | _NORESERVE)


def _raise_limits(target):
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (hard, hard))
    return True


def _user_namespace(target):
    return _libc.unshare(0x10000000) == 0


def _memory_file(target):
    return _libc.memfd_create(b"x", 0) >= 0


def _descriptors(target):
    # 0 to 2 are /dev/null, 3 is the channel; 4 and above must be closed.
    for number in range(4, 1024):
        try:
            os.fstat(number)
            return True
        except OSError:
            pass
    return False


def _environment(target):
    environ = ctypes.POINTER(ctypes.c_char_p).in_dll(_libc, "environ")
    names, index = [], 0
    while environ and environ[index]:
        names.append(environ[index].split(b"=")[0])
        index += 1
    return set(names) - {b"LANG", b"TZ", b"LC_CTYPE"}


_ATTACKS = {name[1:]: attack for name, attack in list(globals().items())
            if name.startswith("_") and callable(attack) and getattr(attack, "__code__", None) and attack.__code__.co_varnames[:1] == ("target",)}
NAMES = sorted(_ATTACKS)
