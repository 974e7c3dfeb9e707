"""How a failed script is told to its author: kind, type, message, place, and a traceback of the author's own frames only."""
import types

MAX_MESSAGE, MAX_FRAMES, MAX_LINE = 4000, 40, 500


class Failure(Exception):
    """A failure that has a kind of its own (`reason`), whatever raised it."""

    def __init__(self, reason, message, type=""):
        super().__init__(message)
        self.reason, self.message, self.type = reason, message, type


class Script:
    """A source text under the name that its author knows."""

    def __init__(self, name, source):
        self.name, self.source = name or "script", source
        self._lines = None

    def line(self, number):
        if self._lines is None:
            self._lines = self.source.splitlines()
        return self._lines[number - 1][:MAX_LINE] if 0 < number <= len(self._lines) else ""


def record(reason, type, message, script, line=0, column=0, traceback=""):
    return {"reason": reason, "type": type, "message": _clean(message)[:MAX_MESSAGE], "source_name": script.name, "line": line or 0,
            "column": column or 0, "source_line": _clean(script.line(line or 0)), "traceback": _clean(traceback)}


def describe(error, script):
    """The failure record of any exception that left a script."""
    frames = _frames(error.__traceback__, script)
    line, column = (frames[-1][0], frames[-1][1]) if frames else (0, 0)
    traceback = _print(frames, script)
    if isinstance(error, Failure):
        return record(error.reason, error.type, error.message, script, line, column, traceback)
    name = _clean(type(error).__name__)[:MAX_LINE]
    if isinstance(error, SyntaxError) and error.filename == script.name and not frames:
        return record("SYNTAX_ERROR", name, str(error.msg), script, _number(error.lineno), _number(error.offset))
    if isinstance(error, MemoryError):
        return record("MEMORY_EXCEEDED", name, _text(error) or "the script used up its memory", script, line, column, traceback)
    return record("SCRIPT_EXCEPTION", name, _text(error), script, line, column, traceback)


def _frames(trace, script):
    found = []
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename == script.name:
            found.append((trace.tb_lineno, _column(code, trace, script), code.co_name))
        trace = trace.tb_next
    return found


def _column(code, trace, script):
    """1-based, in characters; the interpreter counts UTF-8 bytes."""
    index = trace.tb_lasti // 2
    for number, (line, _, column, _) in enumerate(code.co_positions()):
        if number == index:
            if line != trace.tb_lineno or column is None:
                return 0
            return len(script.line(line).encode("utf-8", "replace")[:column].decode("utf-8", "replace")) + 1
    return 0


def _print(frames, script):
    lines = []
    for number, (line, _, function) in enumerate(frames):
        if len(frames) > MAX_FRAMES and MAX_FRAMES // 2 <= number < len(frames) - MAX_FRAMES // 2:
            if number == MAX_FRAMES // 2:
                lines.append("  ... %d more frames ..." % (len(frames) - MAX_FRAMES))
            continue
        lines.append('  File "%s", line %d, in %s' % (script.name, line, function))
        text = script.line(line).strip()
        if text:
            lines.append("    " + text)
    return "\n".join(lines)


def _text(error):
    try:
        if isinstance(error, KeyError) and len(error.args) == 1:
            return "key %r is not there" % (error.args[0],) if type(error) is KeyError and not _spoken(error) else str(error.args[0])
        if isinstance(error, ImportError) and "failed to map segment" in str(error):
            return "%s is native code that is not loaded at the start, and the sandbox loads no more of it" % error.name
        return str(error)
    except BaseException:
        return "(the exception's own text failed)"


def _spoken(error):
    """True for a KeyError whose argument is a sentence rather than a key."""
    return isinstance(error.args[0], str) and " " in error.args[0]


def _clean(text):
    """Valid Unicode, whatever a script put into its message. The class's own method: the text may be of a class that replaces it."""
    return str.encode(text, "utf-8", "backslashreplace").decode("utf-8")


def _number(value):
    return value if type(value) is int else 0


def is_code(value):
    return isinstance(value, (types.ModuleType, types.FunctionType, types.BuiltinFunctionType, type))
