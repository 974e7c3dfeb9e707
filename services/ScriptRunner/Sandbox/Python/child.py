"""One child: connects, confines itself, warms up if there is time, says hello, does one job, ends."""
import _signal
import _socket
import gc
import os
import signal

from fluxbox import job
from fluxbox.channel import Channel


class Sink(Channel):
    """Stands for the service during the warm-up."""

    def __init__(self):
        super().__init__(-1)

    def send(self, kind, payload):
        pass


def main(settings, confinement, null, warm):
    try:
        _signal.set_wakeup_fd(-1)
        _signal.signal(signal.SIGCHLD, _signal.SIG_DFL)
        connection = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
        connection.connect(settings["socket"])
        confinement.enter_child(connection.fileno(), null)
        connection.detach()
        gc.enable()
        if warm:
            warm_up(settings)
        channel = Channel()
        channel.send(b"H", b"")
        job.serve(channel)
        channel.rest()
    except BaseException:
        os._exit(91)
    os._exit(0)


def warm_up(settings):
    """Takes the page faults of the usual path now, while nobody waits. Not those of failing: most children never need them."""
    if settings["kind"] == "django":
        from fluxbox import templates
        templates.warm_up(Sink())
        return
    header = {"kind": "management", "name": "warm-up", "result_bytes": 1 << 20,
              "source": "context['a'] = [x * 2 for x in range(9)]\ndef f(a, b=1):\n    return '%s' % (a + b)\nf(1)\nprint(1)"}
    job.run_script(Sink(), header, b'{"context": {"b": [1, 2.5, "x", null, true, {"c": "d"}]}}')
