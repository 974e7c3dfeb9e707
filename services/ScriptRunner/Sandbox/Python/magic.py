"""`current`, `previous`, `last` and `first` at the head of a dotted path inside a string literal (semantics 4.5).

As names they are plain variables. The source text is not touched, so positions in failures stay those of the author.
"""
import ast
import re
import resource

from fluxbox.failures import Failure

_HINT = re.compile(r"""\b(?:current|previous|last|first)\.""")
_PATH = re.compile(r"(current|previous|last|first)((?:\.[^\s.]+)+)\Z")
_OPEN_PATH = re.compile(r"(current|previous|last|first)(\.[^\s]*)\Z")


def compile_script(script, positions, inputs):
    """Compiles; `positions` gives the four values for this run's inputs, or is None for kinds without them."""
    before = _peak()
    try:
        if positions is None or not _HINT.search(script.source):
            return compile(script.source, script.name, "exec", dont_inherit=True)
        tree = compile(script.source, script.name, "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
        return compile(_Paths(positions(inputs)).visit(tree), script.name, "exec", dont_inherit=True)
    except SyntaxError:
        raise
    except (ValueError, RecursionError, MemoryError) as error:
        if isinstance(error, MemoryError) and _peak() > max(before, resource.getrlimit(resource.RLIMIT_DATA)[0] // 2):
            raise Failure("MEMORY_EXCEEDED", "compiling the script used up its memory", type(error).__name__) from None
        # A null byte, or code nested deeper than the compiler goes; the parser calls that a MemoryError as well, but needs little for it.
        raise Failure("SYNTAX_ERROR", str(error) or "the code is nested too deeply", type(error).__name__) from None


def _peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


class _Paths(ast.NodeTransformer):
    def __init__(self, positions):
        self._positions = positions

    def visit_Constant(self, node):
        return self._replace(node, _PATH)

    def visit_JoinedStr(self, node):
        # In f"current.tasks.{id}.x" only the first piece can start a path, and it may stop in the middle of a segment.
        for number, part in enumerate(node.values):
            if isinstance(part, ast.Constant):
                node.values[number] = self._replace(part, _OPEN_PATH) if number == 0 else part
            else:
                node.values[number] = self.visit(part)
        return node

    def _replace(self, node, pattern):
        match = pattern.match(node.value) if isinstance(node.value, str) else None
        if not match:
            return node
        return ast.copy_location(ast.Constant(str(self._positions[match[1]]) + match[2]), node)
