"""`config`: the stored configuration of an element, its checks and its audit (semantics 4.3)."""
import ast
import json
import re

from fluxbox import values
from fluxbox.elements import find, _ABSENT

FORMATS = ("txt", "py", "xml", "json", "yaml")
_COMPARE = {">": lambda a, b: a > b, ">=": lambda a, b: a >= b, "<": lambda a, b: a < b, "<=": lambda a, b: a <= b,
            "==": lambda a, b: a == b, "!=": lambda a, b: a != b}
_TEXT = {"==": lambda a, b: a == b, "!=": lambda a, b: a != b, "startswith": str.startswith, "endswith": str.endswith,
         "contains": lambda a, b: b in a, "not contains": lambda a, b: b not in a,
         "matches": lambda a, b: re.search(b, a) is not None}


class Configuration(str):
    """The text of a stored configuration; what is known about it hangs on attributes."""

    klass = section = version = created = None

    @classmethod
    def of(cls, stored):
        self = cls(stored.get("text") or "")
        for name in ("klass", "section", "version", "created"):
            setattr(self, name, stored.get(name))
        return self

    @property
    def text(self):
        return str(self)


class PublicElementConfig:
    """Reads go to the text given last (`config.text = ...`, `config.save(text)`), else to the newest stored configuration."""

    _fields = {"klass": "txt", "section": "", "version": "", "required_approvement_percentage": 0}

    def __init__(self, channel):
        self.__dict__.update(_channel=channel, _set={}, _stored=_ABSENT, _text=None, _parsed=None, _checks={})

    # ---- attributes

    def __getattr__(self, name):
        if name not in self._fields:
            raise AttributeError("config has no attribute %r" % name)
        if name in self._set:
            return self._set[name]
        value = self._last().get(name)
        return self._fields[name] if value is None else value

    def __setattr__(self, name, value):
        if name == "text":
            self.__dict__.update(_text=_text_of(value), _parsed=None)
            return
        if name not in self._fields:
            raise AttributeError("config.%s cannot be assigned; these can: %s, text" % (name, ", ".join(self._fields)))
        if name == "klass" and value not in FORMATS:
            raise ValueError("config.klass must be one of %s, not %r" % (", ".join(FORMATS), value))
        if name == "required_approvement_percentage":
            if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 100:
                raise ValueError("config.required_approvement_percentage must be a whole number from 0 to 100, not %r" % (value,))
        elif not isinstance(value, str):
            value = str(value)
        self._set[name] = value
        self.__dict__["_parsed"] = None
        if name in ("klass", "section"):
            self.__dict__["_stored"] = _ABSENT

    @property
    def audit_value(self):
        """Rounded percentage of passed checks among those required for the audit; all checks when none is. 0 without any."""
        checks = [check for check in self._checks.values() if check["required_for_audit"]] or list(self._checks.values())
        return int(100 * sum(check["passed"] for check in checks) / len(checks) + 0.5) if checks else 0

    @property
    def approved(self):
        return self.audit_value >= self.required_approvement_percentage

    @property
    def text(self):
        return self._text if self._text is not None else self._last().get("text") or ""

    # ---- stored configurations

    def get_last_config(self):
        """The newest stored configuration as text (with .klass, .section, .version), or "" when there is none.
        Once the script has assigned section or klass, the newest of those."""
        return Configuration.of(self._last())

    def save(self, text=None):
        """Stores a new version unless it equals the last; returns True when one was stored."""
        if text is not None:
            self.text = text
        if self._text is None:
            raise ValueError("nothing to save: give the text, config.save(text)")
        answer = self._channel.call("config.save", {
            "text": self._text, "klass": self.klass, "section": self.section, "version": self.version,
            "required_approvement_percentage": self.required_approvement_percentage,
            "audit_value": self.audit_value if self._checks else None, "approved": self.approved if self._checks else None,
            "checks": list(self._checks.values())})
        self.__dict__["_stored"] = _ABSENT
        return bool(answer.get("saved", True)) if isinstance(answer, dict) else bool(answer)

    def _last(self):
        if self._stored is _ABSENT:
            wanted = {name: self._set[name] for name in ("section", "klass") if name in self._set}
            self.__dict__["_stored"] = self._channel.call("config.last", wanted) or {}
        return self._stored

    # ---- contents

    def to_json(self):
        """The configuration as a JSON string; a txt configuration becomes its lines, nested by indentation."""
        return json.dumps(self._data(), ensure_ascii=False)

    def get(self, key, default=None):
        """The value of a key or dotted path. In a txt configuration: the rest of the first line that starts with the key."""
        data = self._data()
        if self.klass == "txt":
            value = _line_value(data, key)
        else:
            value = find(data, key) if isinstance(data, dict) else _ABSENT
        return default if value is _ABSENT else value

    def compare_numeric_value(self, key, compare_operator, value, required_for_audit=False):
        """Compares the number under the key; a missing or non-numeric value fails the check."""
        compare = _operator(_COMPARE, compare_operator)
        found = _number(self.get(key))
        return self._check("compare_numeric_value", key, compare_operator, value, required_for_audit,
                           found is not None and compare(found, _number(value)))

    def compare_string_value(self, key, compare_operator, value, required_for_audit=False):
        """Operators: ==, !=, startswith, endswith, contains, not contains, matches (a regular expression)."""
        compare = _operator(_TEXT, compare_operator)
        found = self.get(key)
        return self._check("compare_string_value", key, compare_operator, value, required_for_audit,
                           found is not None and not isinstance(found, (dict, list)) and bool(compare(_plain(found), str(value))))

    def check_key_matches(self, key_pattern, required_for_audit=False):
        """True when at least one key matches the regular expression as a whole."""
        return self._check("check_key_matches", key_pattern, ">=", 1, required_for_audit, self._count(key_pattern) > 0)

    def check_key_occurrences(self, key_pattern, compare_operator, value, required_for_audit=False):
        """Compares how many keys match. Keys are the dotted paths of the values; of a txt configuration, its lines."""
        compare = _operator(_COMPARE, compare_operator)
        return self._check("check_key_occurrences", key_pattern, compare_operator, value, required_for_audit,
                           compare(self._count(key_pattern), value))

    def _count(self, pattern):
        matches = re.compile(pattern).fullmatch
        return sum(1 for key in _keys(self._data(), self.klass) if matches(key))

    def _check(self, method, key, operator, value, required, passed):
        self._checks[method, key, operator, _plain(value)] = {
            "check": method, "key": key, "operator": operator, "value": value, "passed": passed,
            "required_for_audit": bool(required)}
        return passed

    def _data(self):
        if self._parsed is None:
            self.__dict__["_parsed"] = parse(self.text, self.klass)
        return self._parsed


def parse(text, klass):
    """The contents of a configuration; txt gives a list of [line, children] by indentation."""
    if klass == "txt":
        return _lines(text)
    if not text.strip():
        return {}
    try:
        if klass == "json":
            return json.loads(text)
        if klass == "py":
            return ast.literal_eval(text)
        if klass == "xml":
            from xml.etree import ElementTree
            root = ElementTree.fromstring(text)
            return {root.tag: _xml(root)}
        from fluxbox.libraries import need
        return need("yaml", "python3-yaml").safe_load(text)
    except ImportError:
        raise
    except Exception as error:
        raise ValueError("the configuration is no valid %s: %s" % (klass, error)) from None


def _lines(text):
    root, stack = [], []
    for raw in text.splitlines():
        line = raw.strip()
        if not line or line[0] in "!#":
            continue
        indent = len(raw) - len(raw.lstrip())
        while stack and stack[-1][0] >= indent:
            stack.pop()
        item = [line, []]
        (stack[-1][1] if stack else root).append(item)
        stack.append((indent, item[1]))
    return root


def _walk(items):
    for line, children in items:
        yield line, children
        yield from _walk(children)


def _line_value(items, key):
    for line, children in _walk(items):
        if line == key:
            return "\n".join(line for line, _ in _walk(children))
        if line.startswith(key + " "):
            return line[len(key) + 1:].strip()
    # A path into a block: "interface Gi0/1.description" looks below the line "interface Gi0/1".
    for line, children in _walk(items):
        if children and key.startswith(line + "."):
            return _line_value(children, key[len(line) + 1:])
    return _ABSENT


def _keys(data, klass, path=""):
    if klass == "txt":
        return [line for line, _ in _walk(data)]
    if isinstance(data, dict) and data:
        return [key for name, child in data.items() for key in _keys(child, klass, "%s.%s" % (path, name) if path else str(name))]
    if isinstance(data, list) and data:
        return [key for index, child in enumerate(data) for key in _keys(child, klass, "%s.%d" % (path, index) if path else str(index))]
    return [path] if path else []


def _xml(node):
    found = dict(node.attrib)
    for child in node:
        value = _xml(child)
        if child.tag in found:
            if not isinstance(found[child.tag], list):
                found[child.tag] = [found[child.tag]]
            found[child.tag].append(value)
        else:
            found[child.tag] = value
    text = (node.text or "").strip()
    if not found:
        return text
    if text:
        found["_value"] = text
    return found


def _operator(table, name):
    if name not in table:
        raise ValueError("unknown operator %r; use one of %s" % (name, ", ".join(table)))
    return table[name]


def _number(value):
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return value
    match = re.match(r"\s*[-+]?\d+(\.\d+)?\s*\Z", value) if isinstance(value, str) else None
    return None if not match else float(value) if match[1] else int(value)


def _plain(value):
    return value if isinstance(value, str) else json.dumps(value, default=str)


def _text_of(value):
    if isinstance(value, str):
        return str(value)
    if isinstance(value, (dict, list)):
        return values.encode(value, "config.text").decode()
    raise TypeError("a configuration is text (or a dict, stored as JSON), not " + type(value).__name__)
