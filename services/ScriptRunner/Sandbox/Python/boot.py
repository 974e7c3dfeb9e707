"""First code of a zygote, given to the interpreter with -c: takes the other modules from standard input.

Nothing is read from disk, so nobody who can write a file can change what a zygote runs. Standard input carries one decimal
length and a newline, then that many bytes of JSON: {"modules": {name: source}, "settings": {...}}; after it come commands.
"""
import sys
from _frozen_importlib import ModuleSpec
from posix import read


class Sources:
    """Imports `fluxbox` and its modules from the texts that the service sent."""

    def __init__(self, texts):
        self.texts = texts

    def find_spec(self, name, path=None, target=None):
        if name == "fluxbox":
            return ModuleSpec(name, self, is_package=True)
        if name.startswith("fluxbox.") and name[8:] in self.texts:
            return ModuleSpec(name, self)
        return None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        short = module.__name__[8:]
        if short:
            exec(compile(self.texts[short], "<fluxbox>/%s.py" % short, "exec"), module.__dict__)
        else:
            module.__path__ = []


def take(count):
    data = bytearray()
    while len(data) < count:
        part = read(0, min(count - len(data), 1 << 20))
        if not part:
            raise SystemExit("the service closed the zygote's input")
        data += part
    return bytes(data)


def main():
    digits = b""
    while not digits.endswith(b"\n"):
        digits += take(1)
    text = take(int(digits))
    import json
    start = json.loads(text)
    sys.meta_path.insert(0, Sources(start["modules"]))
    from fluxbox import zygote
    zygote.main(start["settings"])


main()
