"""Looks at a script without running it: does it compile, are all its names known, does it give what its kind must give."""
import ast
import builtins

from fluxbox import failures, kinds, magic
from fluxbox.failures import Script


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
    tree = ast.parse(script.source)
    names = kind.bind(kinds.Session(_NoChannel(), header, b"{}"))
    warnings = _unknown(tree, names) if header["kind"] != "free" else []
    warnings += _indexes(tree, names)
    warnings += _outputs(tree, header["kind"])
    return {"failure": None, "warnings": sorted(warnings, key=lambda warning: (warning["line"], warning["column"]))}


def _warning(node, message):
    return {"line": getattr(node, "lineno", 0), "column": getattr(node, "col_offset", -1) + 1, "message": message}


def _bound(tree):
    """Every name that is assigned anywhere; scopes are not told apart, so that no legal script is blamed."""
    found = set()
    for node in ast.walk(tree):
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


def _unknown(tree, names):
    bound = _bound(tree)
    if bound is None:
        return []
    known, told, warnings = bound | set(names) | set(dir(builtins)), set(), []
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id not in known and node.id not in told:
            told.add(node.id)
            warnings.append(_warning(node, "the name %r is not defined in scripts of this kind" % node.id))
    return warnings


def _indexes(tree, names):
    if "previous" not in names:
        return []
    return [_warning(node, "previous is -1 for the first element, which as an index means the last one")
            for node in ast.walk(tree)
            if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Name) and node.slice.id == "previous"]


def _outputs(tree, kind):
    used = {node.id: isinstance(node.ctx, ast.Store) for node in ast.walk(tree) if isinstance(node, ast.Name)}
    stored = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    top = tree.body[0] if tree.body else ast.Module([], [])
    if kind == "condition" and "condition" not in stored:
        return [_warning(top, "condition is never assigned; the step would be skipped as an error")]
    if kind == "processing" and not {"settings", "context"} & set(used):
        return [_warning(top, "the script writes neither settings nor context, so it has no result")]
    if kind == "model" and not {"output", "settings", "context"} & set(used):
        return [_warning(top, "the script never writes output, so it has no result")]
    return []
