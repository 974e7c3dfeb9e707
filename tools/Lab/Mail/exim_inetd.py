"""Starts one exim for each connection to a free loopback port, as inetd would: no daemon, no port of the system's mail service.

Usage: exim_inetd.py EXIM OPTIONS. Prints "ready PORT"; ends when its standard input closes.
"""

import socket
import subprocess
import sys
import threading


def serve(listener):
    while True:
        connection, _ = listener.accept()
        subprocess.Popen(sys.argv[1:], stdin=connection, stdout=connection, stderr=subprocess.DEVNULL)
        connection.close()


listener = socket.create_server(("127.0.0.1", 0))
threading.Thread(target=serve, args=(listener,), daemon=True).start()
print("ready", listener.getsockname()[1], flush=True)
sys.stdin.read()
