"""Frames between a child and the service: one byte of kind, four bytes of length (little endian), the payload.

To the service: H hello, O output text, L log message, C call, U usage, R result, E failure.
From the service: J job header, I inputs, V value of a call, X error of a call.
"""
import json
import os
import struct

from fluxbox import values

_HEADER = struct.Struct("<cI")
_AHEAD = 16384
MAX_CALL, MAX_LOG = 8_000_000, 8192
# What a callback may raise in a script; another name arrives as RuntimeError with the name in front of the message.
_ERRORS = {error.__name__: error for error in (
    ArithmeticError, AttributeError, ConnectionError, ConnectionRefusedError, IndexError, KeyError, LookupError, OSError,
    PermissionError, RuntimeError, TimeoutError, TypeError, ValueError)}


class Channel:
    """The child's end, descriptor 3. When the service is gone there is nothing left to do: the process ends."""

    def __init__(self, descriptor=3):
        self.descriptor = descriptor
        self.before_call = lambda: None
        self.clock = None  # of a deterministic run
        self._rest = b""  # read along with an earlier frame: header and payload usually come in one piece

    def send(self, kind, payload):
        data = memoryview(_HEADER.pack(kind, len(payload)) + payload)
        try:
            while data:
                data = data[os.write(self.descriptor, data):]
        except OSError:
            os._exit(93)

    def receive(self):
        kind, length = _HEADER.unpack(self._take(_HEADER.size))
        return kind, self._take(length)

    def call(self, function, arguments):
        """Asks the service; blocks until the answer. Waiting costs none of the script's CPU or wall-clock budget."""
        self.before_call()
        text = values.encode(arguments, function)
        if len(text) > MAX_CALL:
            raise ValueError("the arguments of %s have %d bytes; at most %d are taken" % (function, len(text), MAX_CALL))
        self.send(b"C", b'{"function":%s,"arguments":%s}' % (json.dumps(function).encode(), text))
        kind, payload = self.receive()
        answer = json.loads(payload)
        if kind == b"V":
            return answer
        raise error_of(answer)

    def log(self, level, message):
        self.before_call()
        # Cut here: the service takes no more of an honest line. Not ASCII, which would make up to twelve bytes of a character.
        text = message[:MAX_LOG].encode("utf-8", "backslashreplace").decode()
        self.send(b"L", json.dumps({"level": level, "message": text}, ensure_ascii=False).encode())

    def rest(self):
        """Waits for the end. The service brings it when it has passed the answer on: ending now would take the processor from that."""
        while True:
            self._read(_AHEAD)

    def _take(self, count):
        rest = self._rest
        if len(rest) >= count:
            self._rest = rest[count:]
            return rest[:count]
        data = bytearray(rest)
        while len(data) < count:
            data += self._read(max(_AHEAD, min(count - len(data), 1 << 20)))
        self._rest = bytes(data[count:])
        return bytes(data[:count])

    def _read(self, count):
        try:
            part = os.read(self.descriptor, count)
        except OSError:
            os._exit(94)
        if not part:
            os._exit(95)
        return part


def error_of(answer):
    name, message = answer.get("type") or "RuntimeError", answer.get("message") or ""
    known = _ERRORS.get(name)
    return known(message) if known else RuntimeError("%s: %s" % (name, message))
