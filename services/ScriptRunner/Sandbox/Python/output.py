"""What a script prints: sent on in pieces while it runs, so that nothing is lost when the interpreter dies."""
import io

_PIECE = 16 * 1024


class Output(io.TextIOBase):
    encoding = "utf-8"

    def __init__(self, channel):
        self._channel = channel
        self._parts, self._size = [], 0

    def writable(self):
        return True

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError("write() argument must be str, not " + type(text).__name__)
        self._parts.append(text)
        self._size += len(text)
        if self._size >= _PIECE:
            self.flush()
        return len(text)

    def flush(self):
        if self._parts:
            text = "".join(self._parts).encode("utf-8", "backslashreplace")
            self._parts, self._size = [], 0
            # In pieces: the service stops a script at its cap after any of them.
            for start in range(0, len(text), 1 << 18):
                self._channel.send(b"O", text[start:start + (1 << 18)])
