"""Many cheap SSH devices in one process: libssh's server side, one thread, one epoll loop.

Usage: ssh_simulator.py HOSTKEY PASSWORD PREFIX COUNT     (devices at PREFIX.1 ... PREFIX.COUNT, one port for all)
Prints "listening PORT". Ends when its standard input closes. A session costs about a millisecond of processor time,
a twentieth of what sshd takes; the command line is that of a small router (prompt, echo, `show version`).
"""
import ctypes as c
import os
import select
import socket
import sys
import threading

lib = c.CDLL("libssh.so.4")
P, I, S = c.c_void_p, c.c_int, c.c_char_p


def function(name, result, *arguments):
    found = getattr(lib, name)
    found.restype, found.argtypes = result, arguments
    return found


bind_new = function("ssh_bind_new", P)
bind_set = function("ssh_bind_options_set", I, P, I, P)
bind_accept = function("ssh_bind_accept_fd", I, P, P, I)
new = function("ssh_new", P)
free = function("ssh_free", None, P)
disconnect = function("ssh_disconnect", None, P)
set_blocking = function("ssh_set_blocking", None, P, I)
key_exchange = function("ssh_handle_key_exchange", I, P)
status = function("ssh_get_status", I, P)
poll_flags = function("ssh_get_poll_flags", I, P)
message_get = function("ssh_message_get", P, P)
message_type = function("ssh_message_type", I, P)
message_subtype = function("ssh_message_subtype", I, P)
message_free = function("ssh_message_free", None, P)
reply_default = function("ssh_message_reply_default", I, P)
service_ok = function("ssh_message_service_reply_success", I, P)
auth_password = function("ssh_message_auth_password", S, P)
auth_ok = function("ssh_message_auth_reply_success", I, P, I)
auth_methods = function("ssh_message_auth_set_methods", I, P, I)
open_ok = function("ssh_message_channel_request_open_reply_accept", P, P)
request_ok = function("ssh_message_channel_request_reply_success", I, P)
request_command = function("ssh_message_channel_request_command", S, P)
channel_read = function("ssh_channel_read_nonblocking", I, P, P, c.c_uint32, I)
channel_write = function("ssh_channel_write", I, P, S, c.c_uint32)
channel_status = function("ssh_channel_request_send_exit_status", I, P, I)
channel_eof = function("ssh_channel_send_eof", I, P)
channel_close = function("ssh_channel_close", I, P)

AGAIN, EOF = -2, -127
AUTH, OPEN, CHANNEL, SERVICE = 1, 2, 3, 4
PASSWORD_METHOD, SESSION_CHANNEL = 2, 1
PTY, EXEC, SHELL = 1, 2, 3
CLOSED, FAILED = 1, 4  # of ssh_get_status
WRITE_PENDING = 8  # of ssh_get_poll_flags
buffer = c.create_string_buffer(16384)
VERSION = b"FRRouting 8.4.4 (simulated).\r\nCopyright of nobody.\r\n"


class Connection:
    def __init__(self, bind, accepted, name):
        self.session = new()
        self.fd = accepted.detach()
        self.prompt = b"%s# " % name
        self.channel = None
        self.exchanged = self.shell = False
        self.line = b""
        self.events = select.EPOLLIN
        self.alive = bind_accept(bind, self.session, self.fd) == 0
        set_blocking(self.session, 0)

    def step(self):
        """Everything that can be done now; false at the end."""
        if not self.alive:
            return False
        if not self.exchanged:
            result = key_exchange(self.session)
            if result == AGAIN:
                return True
            if result != 0:
                return False
            self.exchanged = True
        moved = True
        while moved:
            moved = False
            message = message_get(self.session)
            while message:
                moved = True
                self.answer(message)
                message_free(message)
                message = message_get(self.session)
            if self.shell:
                count = channel_read(self.channel, buffer, len(buffer), 0)
                if count > 0:
                    moved = True
                    self.type(buffer.raw[:count])
                elif count not in (0, AGAIN):
                    return False
        return not status(self.session) & (CLOSED | FAILED)

    def answer(self, message):
        kind, sub = message_type(message), message_subtype(message)
        if kind == SERVICE:
            service_ok(message)
        elif kind == AUTH and sub == PASSWORD_METHOD and auth_password(message) == password:
            auth_ok(message, 0)
        elif kind == AUTH:
            auth_methods(message, PASSWORD_METHOD)
            reply_default(message)
        elif kind == OPEN and sub == SESSION_CHANNEL:
            self.channel = open_ok(message)
        elif kind == CHANNEL and sub == EXEC:
            command = request_command(message)
            request_ok(message)
            self.write(command[5:] + b"\n" if command.startswith(b"echo ") else VERSION)
            channel_status(self.channel, 0)
            channel_eof(self.channel)
            channel_close(self.channel)
        elif kind == CHANNEL and sub in (PTY, SHELL):
            request_ok(message)
            if sub == SHELL:
                self.shell = True
                self.write(self.prompt)
        else:
            reply_default(message)

    def type(self, data):
        answer = bytearray()
        for value in data:
            if value not in (10, 13):
                self.line += bytes((value,))
                answer.append(value)
                continue
            answer += b"\r\n"
            command, self.line = self.line.strip(), b""
            if command == b"show version":
                answer += VERSION
            elif command == b"exit":
                channel_close(self.channel)
                return
            elif command and not command.startswith(b"terminal "):
                answer += b"%% Unknown command: %s\r\n" % command
            answer += self.prompt
        self.write(bytes(answer))

    def write(self, data):
        channel_write(self.channel, data, len(data))

    def close(self):
        disconnect(self.session)
        free(self.session)  # closes the descriptor


def main():
    global password
    key, password, prefix, count = sys.argv[1], sys.argv[2].encode(), sys.argv[3], int(sys.argv[4])
    lib.ssh_init()
    bind = bind_new()
    bind_set(bind, 3, c.cast(c.c_char_p(key.encode()), P))
    poll = select.epoll()
    listeners, connections, port = {}, {}, 0
    for number in range(1, count + 1):
        listener = socket.socket()
        listener.bind((f"{prefix}.{number}", port))
        port = listener.getsockname()[1]
        listener.listen(1024)
        listener.setblocking(False)
        listeners[listener.fileno()] = (listener, b"sim%d" % number)
        poll.register(listener.fileno(), select.EPOLLIN)

    # The end of standard input is the end of the simulator: nothing outlives the process that started it.
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    print(f"listening {port}", flush=True)
    while True:
        for fd, _ in poll.poll():
            if fd in listeners:
                listener, name = listeners[fd]
                try:
                    accepted, _ = listener.accept()
                except BlockingIOError:
                    continue
                accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                connection = Connection(bind, accepted, name)
                connections[connection.fd] = connection
                poll.register(connection.fd, select.EPOLLIN)
                fd = connection.fd
            connection = connections[fd]
            if connection.step():
                events = select.EPOLLIN | (select.EPOLLOUT if poll_flags(connection.session) & WRITE_PENDING else 0)
                if events != connection.events:
                    connection.events = events
                    poll.modify(fd, events)
            else:
                del connections[fd]
                try:
                    poll.unregister(fd)
                except OSError:
                    pass  # libssh has closed it, and the kernel has forgotten it
                connection.close()


main()
