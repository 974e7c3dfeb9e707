"""Looks at a script without running it: does it compile, are all its names known, does it give what its kind must give."""
import ast
import builtins
import gc

from fluxbox import failures, kinds, magic
from fluxbox.failures import Script

MAX_WARNINGS, MAX_NAME = 1000, 100


class _NoChannel:
    def call(self, function, arguments):
        raise RuntimeError("not while checking")

    log = call


def run(header):
    script = Script(header["name"], header["source"])
    kind = kinds.KINDS[header["kind"]]
    try:
        magic.compile_script(script, None, {})
    except (SyntaxError, failures.Failure) as error:
        return {"failure": failures.describe(error, script), "warnings": []}
    try:
        warnings = _warnings(script, header["kind"], kind.bind(kinds.Session(_NoChannel(), header, b"{}")))
    except (MemoryError, RecursionError):
        # A tree takes more room than what the compiler makes of it.
        warnings = [{"line": 1, "column": 1, "message": "the script compiles, but is too large to look for unknown names and missing outputs"}]
    return {"failure": None, "warnings": warnings}


def _warnings(script, kind, names):
    gc.disable()  # would look at every node again and again, and finds nothing
    tree = ast.parse(script.source)
    nodes = list(ast.walk(tree))
    warnings = _unknown(nodes, names) if kind != "free" else []
    warnings += _indexes(nodes, names)
    warnings += _outputs(tree, nodes, kind)
    return sorted(warnings, key=lambda warning: (warning["line"], warning["column"]))[:MAX_WARNINGS]


def _warning(node, message):
    return {"line": getattr(node, "lineno", 0), "column": getattr(node, "col_offset", -1) + 1, "message": message}


def _bound(nodes):
    """Every name that is assigned anywhere; scopes are not told apart, so that no legal script is blamed."""
    found = set()
    for node in nodes:
        if isinstance(node, ast.Name) and isinstance(node.ctx, (ast.Store, ast.Del)):
            found.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.alias):
            if node.name == "*":
                return None
            found.add((node.asname or node.name).split(".")[0])
        elif isinstance(node, ast.ExceptHandler) and node.name:
            found.add(node.name)
        elif isinstance(node, (ast.MatchAs, ast.MatchStar)) and node.name:
            found.add(node.name)
        elif isinstance(node, ast.MatchMapping) and node.rest:
            found.add(node.rest)
    return found


def _unknown(nodes, names):
    bound = _bound(nodes)
    if bound is None:
        return []
    known, told, warnings = bound | set(names) | set(dir(builtins)), set(), []
    for node in nodes:
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id not in known and node.id not in told:
            told.add(node.id)
            warnings.append(_warning(node, "the name %r is not defined in scripts of this kind" % node.id[:MAX_NAME]))
    return warnings


def _indexes(nodes, names):
    if "previous" not in names:
        return []
    return [_warning(node, "previous is -1 for the first element, which as an index means the last one")
            for node in nodes
            if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Name) and node.slice.id == "previous"]


def _outputs(tree, nodes, kind):
    used = {node.id: isinstance(node.ctx, ast.Store) for node in nodes if isinstance(node, ast.Name)}
    stored = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    top = tree.body[0] if tree.body else ast.Module([], [])
    if kind == "condition" and "condition" not in stored:
        return [_warning(top, "condition is never assigned; the step would be skipped as an error")]
    if kind == "processing" and not {"settings", "context"} & set(used):
        return [_warning(top, "the script writes neither settings nor context, so it has no result")]
    if kind == "model" and not {"output", "settings", "context"} & set(used):
        return [_warning(top, "the script never writes output, so it has no result")]
    return []
