"""The kernel's own fences: limits, Landlock, seccomp and the process attributes that go with them.

Stage 1 runs once in the zygote and is inherited by every fork; stage 2 runs in each child and only takes away.
The filter programs come ready-made from the service, which assembles and tests them.
"""
import base64
import ctypes
import os
import resource
import struct

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS, PR_SET_MDWE = 1, 4, 38, 65
SIGKILL = 9
LANDLOCK_CREATE, LANDLOCK_ADD_RULE, LANDLOCK_RESTRICT = 444, 445, 446
READ_FILE, READ_DIR = 1 << 2, 1 << 3

_libc = ctypes.CDLL(None, use_errno=True)
_syscall = _libc.syscall
_syscall.restype = ctypes.c_long
_long, _ulong = ctypes.c_long, ctypes.c_ulong


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p)]


class Filter:
    """A seccomp program, kept in memory until it is installed."""

    def __init__(self, text, number):
        data = base64.b64decode(text)
        self._buffer = ctypes.create_string_buffer(data, len(data))
        self._program = _Program(len(data) // 8, ctypes.addressof(self._buffer))
        self._arguments = (_long(number), _ulong(1), _ulong(0), ctypes.byref(self._program))

    def install(self):
        if _syscall(*self._arguments) != 0:
            raise OSError(ctypes.get_errno(), "seccomp filter refused")


def prctl(option, value, name):
    if _libc.prctl(ctypes.c_int(option), _ulong(value), _ulong(0), _ulong(0), _ulong(0)) != 0:
        raise OSError(ctypes.get_errno(), name)


def landlock_abi():
    """The Landlock version of this kernel, 0 where there is none."""
    return max(0, _syscall(_long(LANDLOCK_CREATE), None, _ulong(0), _ulong(1)))


def landlock_ruleset(abi, paths):
    """A ruleset that allows reading below the paths and nothing else; returns its descriptor."""
    files = (1 << {1: 13, 2: 14, 3: 15, 4: 15}.get(abi, 16)) - 1
    # From version 4: TCP bind and connect. From version 6: abstract sockets and signals stay inside the domain.
    fields = [files] if abi < 4 else [files, 3] if abi < 6 else [files, 3, 3]
    attributes = struct.pack("<%dQ" % len(fields), *fields)
    ruleset = _syscall(_long(LANDLOCK_CREATE), ctypes.create_string_buffer(attributes, len(attributes)),
                       _ulong(len(attributes)), _ulong(0))
    if ruleset < 0:
        raise OSError(ctypes.get_errno(), "landlock_create_ruleset")
    for path in paths:
        try:
            target = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except FileNotFoundError:
            continue
        access = READ_FILE | (READ_DIR if os.path.isdir(path) else 0)
        rule = ctypes.create_string_buffer(struct.pack("<Qi", access, target), 12)
        if _syscall(_long(LANDLOCK_ADD_RULE), _long(ruleset), _ulong(1), rule, _ulong(0)) != 0:
            raise OSError(ctypes.get_errno(), "landlock_add_rule " + path)
        os.close(target)
    return ruleset


def landlock_restrict(ruleset):
    if _syscall(_long(LANDLOCK_RESTRICT), _long(ruleset), _ulong(0)) != 0:
        raise OSError(ctypes.get_errno(), "landlock_restrict_self")


class Confinement:
    """Both stages, prepared before the first fork so that a child has little left to do."""

    RULESET, CHANNEL = 101, 102  # far above every other descriptor, so that moving one never overwrites the other

    def __init__(self, settings):
        self.settings = settings
        self.limits = settings["limits"]
        self.abi = landlock_abi() if settings["landlock"] else 0
        number = settings["seccomp_number"]
        filters = settings["filters"]
        self._stage1 = Filter(filters["zygote" if self.abi else "zygote_closed"], number)
        self._stage2 = Filter(filters["child"], number)
        if self.abi:
            # The interpreter's own library as well, should it be another than Debian's.
            ruleset = landlock_ruleset(self.abi, {*settings["read_paths"], os.path.dirname(os.__file__)})
            os.dup2(ruleset, self.RULESET, inheritable=False)
            os.close(ruleset)
        self._zygote = os.getpid()

    def enter_zygote(self):
        """Stage 1. Returns the layers that hold, by name."""
        layers = ["rlimits", "no-new-privileges", "seccomp"]
        try:
            # Before uid and dumpable change: afterwards /proc/self belongs to root.
            with open("/proc/self/oom_score_adj", "wb", buffering=0) as file:
                file.write(b"900")
            layers.append("oom-score")
        except OSError:
            pass
        os.chdir("/")
        uid = self.settings["uid"]
        if uid and os.getuid() == 0:
            os.setgroups([])
            os.setresgid(uid, uid, uid)
            os.setresuid(uid, uid, uid)
            layers.append("uid")
        prctl(PR_SET_DUMPABLE, 0, "PR_SET_DUMPABLE")
        os.umask(0o777)
        none = ("CORE", "FSIZE", "MSGQUEUE", "MEMLOCK")
        for name in none:
            _limit(name, 0)
        _limit("STACK", 8 << 20)
        _limit("DATA", self.limits["memory"])
        # Page tables and reserved address space are no data: without this limit a script could eat gigabytes of them.
        _limit("AS", self.limits["address_space"])
        prctl(PR_SET_NO_NEW_PRIVS, 1, "PR_SET_NO_NEW_PRIVS")
        if self.abi:
            landlock_restrict(self.RULESET)
            layers.append("landlock-%d" % self.abi)
        try:
            prctl(PR_SET_MDWE, 1, "PR_SET_MDWE")
            layers.append("mdwe")
        except OSError:
            pass  # kernels before 6.3; the filter refuses executable memory as well
        self._stage1.install()
        return layers

    def enter_child(self, channel, null):
        """Stage 2. Afterwards descriptors 0-2 are /dev/null, 3 is the channel to the service, and no other is open."""
        os.dup2(channel, self.CHANNEL, inheritable=False)
        for number in (0, 1, 2):
            os.dup2(null, number)
        os.dup2(self.CHANNEL, 3, inheritable=False)
        if self.abi:
            os.dup2(self.RULESET, 4, inheritable=False)
        os.closerange(5 if self.abi else 4, 1 << 20)
        prctl(PR_SET_PDEATHSIG, SIGKILL, "PR_SET_PDEATHSIG")
        if os.getppid() != self._zygote:
            os._exit(92)  # the zygote died before the line above: nobody would end this child
        cpu = self.limits["cpu_seconds"]
        resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
        _limit("NPROC", 0)
        _limit("NOFILE", 16)
        if self.abi:
            landlock_restrict(4)  # a domain of its own: siblings cannot signal each other
            os.close(4)
        self._stage2.install()


def _limit(name, value):
    resource.setrlimit(getattr(resource, "RLIMIT_" + name), (value, value))
