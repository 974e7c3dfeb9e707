"""The zygote: imports once, confines itself, then forks single-use children on command. It never reads a job.

Commands on standard input, one a line:
  F              fork a child
  W              fork a child that warms up before it says hello
  K pid          kill a child (only while it is not reaped, so the pid is surely still ours)
  L pid cpu mem  lower a child's limits: CPU seconds, bytes of memory
Answers on standard output, one a line:
  READY json | FATAL text | C pid | L pid (limits are in force) | X pid status user_us system_us maxrss_kib
End of input ends the zygote and, with it, every child.
"""
import gc
import json
import os
import resource
import select
import signal
import sys

from fluxbox import child, kernel, preload


class Zygote:
    def __init__(self, settings):
        self.settings = settings
        self.live = set()
        self.answers = []
        self.null = os.open("/dev/null", os.O_RDWR)
        self.wake, wake_end = os.pipe()
        os.set_blocking(self.wake, False)
        os.set_blocking(wake_end, False)
        preload.run(settings)
        self.confinement = kernel.Confinement(settings)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the service, which then closes our input
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        signal.set_wakeup_fd(wake_end, warn_on_full_buffer=False)

    def start(self):
        layers = self.confinement.enter_zygote()
        os.dup2(self.null, 2)
        gc.collect()
        gc.disable()
        gc.freeze()  # keeps the collector from touching, and so copying, the pages shared with the children
        answer("READY " + json.dumps({"pid": os.getpid(), "landlock": self.confinement.abi, "layers": layers,
                                      "python": sys.version.split()[0]}))

    def serve(self):
        poller = select.poll()
        poller.register(0, select.POLLIN)
        poller.register(self.wake, select.POLLIN)
        rest = b""
        while True:
            for descriptor, _ in poller.poll():
                if descriptor == self.wake:
                    os.read(self.wake, 4096)
                    continue
                part = os.read(0, 65536)
                if not part:
                    return
                *lines, rest = (rest + part).split(b"\n")
                for line in lines:
                    self.command(line.split())
            self.reap()
            if self.answers:
                answer("\n".join(self.answers))
                self.answers.clear()

    def command(self, words):
        if words[0] in b"FW":
            self.fork(words[0] == b"W")
            return
        pid = int(words[1])
        if pid not in self.live:
            return
        try:
            if words[0] == b"K":
                os.kill(pid, signal.SIGKILL)
            elif words[0] == b"L":
                cpu, memory = int(words[2]), int(words[3])
                resource.prlimit(pid, resource.RLIMIT_CPU, (cpu, cpu + 1))
                resource.prlimit(pid, resource.RLIMIT_DATA, (memory, memory))
                self.answers.append("L %d" % pid)
        except (ProcessLookupError, PermissionError, ValueError):
            pass

    def fork(self, warm):
        try:
            pid = os.fork()
        except OSError:
            self.answers.append("C -1")
            return
        if pid == 0:
            child.main(self.settings, self.confinement, self.null, warm)
            os._exit(99)
        self.live.add(pid)
        self.answers.append("C %d" % pid)

    def reap(self):
        while self.live:
            try:
                pid, status, usage = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            self.live.discard(pid)
            self.answers.append("X %d %d %d %d %d" % (pid, status, usage.ru_utime * 1e6, usage.ru_stime * 1e6, usage.ru_maxrss))


def answer(line):
    os.write(1, line.encode() + b"\n")


def main(settings):
    try:
        zygote = Zygote(settings)
        zygote.start()
    except BaseException as error:
        answer("FATAL %s: %s" % (type(error).__name__, str(error).replace("\n", " ")))
        os._exit(1)
    try:
        zygote.serve()
    finally:
        for pid in zygote.live:
            os.kill(pid, signal.SIGKILL)
        os._exit(0)
