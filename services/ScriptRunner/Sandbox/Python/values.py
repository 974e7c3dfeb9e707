"""Values at the boundary: plain JSON, exact, with an error that names the place when something is no JSON."""
import json

_encoder = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), check_circular=False)
MAX_DEPTH = 60  # readers on the other side stop at 64 levels, two of which are ours

_HINTS = {
    "datetime": "use .isoformat()", "date": "use .isoformat()", "time": "use .isoformat()",
    "timedelta": "use .total_seconds()", "bytes": "use .decode()", "bytearray": "use .decode()", "set": "use sorted(...)",
    "frozenset": "use sorted(...)", "Decimal": "use float(...) or str(...)", "UUID": "use str(...)", "generator": "use list(...)",
    "map": "use list(...)", "filter": "use list(...)", "range": "use list(...)", "dict_keys": "use list(...)",
    "dict_values": "use list(...)", "dict_items": "use dict(...)", "Match": "use .group()", "PublicElement": "use element['name'] and so on",
    "FlowElement": "use .id", "function": "call it",
}


class NotJson(ValueError):
    """A value that cannot leave the script; the message starts with its path."""


def encode(value, root=""):
    """UTF-8 JSON. `root` is how messages call the value; for "" the top level's keys are the names."""
    try:
        return _encoder.encode(value).encode("utf-8")
    except (TypeError, ValueError, RecursionError) as error:
        raise NotJson(explain(value, root) or "%s: %s" % (root or "outputs", error)) from None


def explain(value, root=""):
    """The first thing in the value that is no JSON, as `path: reason`; None when there is none."""
    stack, open_ids = [(value, root, 0, False)], set()
    while stack:
        item, path, depth, leaving = stack.pop()
        if leaving:
            open_ids.discard(id(item))
            continue
        reason = _reason(item, depth, open_ids)
        if reason:
            return "%s: %s" % (path or "outputs", reason)
        if isinstance(item, dict):
            for key in item:
                if not isinstance(key, (str, int, float, type(None))):
                    return "%s: a key is a %s; JSON keys are strings" % (path or "outputs", type(key).__name__)
                if isinstance(key, str) and not _is_unicode(key):
                    return "%s: the key %a is not valid Unicode (lone surrogate)" % (path or "outputs", key)
            children = [(child, _join(path, key)) for key, child in item.items()]
        elif isinstance(item, (list, tuple)):
            children = [(child, "%s[%d]" % (path, index)) for index, child in enumerate(item)]
        else:
            continue
        open_ids.add(id(item))
        stack.append((item, path, depth, True))
        stack.extend((child, where, depth + 1, False) for child, where in reversed(children))
    return None


def _reason(item, depth, open_ids):
    if depth > MAX_DEPTH:
        return "nested deeper than %d levels" % MAX_DEPTH
    if item is None or isinstance(item, bool):
        return None
    if isinstance(item, str):
        return None if _is_unicode(item) else "not valid Unicode (lone surrogate)"
    if isinstance(item, float):
        return None if item - item == 0 else "%r is not JSON; use None" % item
    if isinstance(item, int):
        return None if item.bit_length() < 14000 else "an integer of more than 4300 digits is not JSON here"
    if isinstance(item, (dict, list, tuple)):
        return "refers to itself" if id(item) in open_ids else None
    name = type(item).__name__
    hint = _HINTS.get(name)
    return "%s is not JSON%s" % (name, "; " + hint if hint else "")


def _is_unicode(text):
    try:
        text.encode("utf-8")
        return True
    except UnicodeEncodeError:
        return False


def _join(path, key):
    return "%s[%s]" % (path, json.dumps(key)) if path else str(key)


def is_data(value):
    """True for values that look like results, so that leaving them out would hide something."""
    return value is None or isinstance(value, (bool, int, float, str, dict, list, tuple)) or type(value).__name__ in (
        "datetime", "date", "time", "timedelta", "bytes", "bytearray", "set", "frozenset", "Decimal", "UUID")
