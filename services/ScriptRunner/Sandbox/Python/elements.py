"""`element` and the items of `elements`: devices as scripts see them."""

WRITABLE = ("description", "description2", "description3", "description4", "notes", "status", "software_version",
            "hardware_version", "serial_number", "serial_number_alt")
_ABSENT = object()


class Record(dict):
    """A dict whose keys are attributes as well."""

    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError("no field %r; there are: %s" % (name, ", ".join(sorted(map(str, self))))) from None


def find(mapping, key):
    """The value under a key, a dotted path, or the prefix of flat dotted keys (which then come as nested dicts)."""
    if key in mapping:
        return mapping[key]
    if not isinstance(key, str):
        return _ABSENT
    node = mapping
    for part in key.split("."):
        if isinstance(node, dict) and part in node:
            node = node[part]
        elif isinstance(node, list) and part.isdecimal() and int(part) < len(node):
            node = node[int(part)]
        else:
            break
    else:
        return node
    prefix, found = key + ".", {}
    for name, value in mapping.items():
        if isinstance(name, str) and name.startswith(prefix):
            _nest(found, name[len(prefix):].split("."), value)
    return found or _ABSENT


def _nest(target, parts, value):
    for part in parts[:-1]:
        inner = target.get(part)
        if not isinstance(inner, dict):
            inner = target[part] = {} if inner is None else {"_value": inner}
        target = inner
    if isinstance(target.get(parts[-1]), dict):
        target[parts[-1]]["_value"] = value
    else:
        target[parts[-1]] = value


class PublicElement:
    """The element that a script works on: its fields, then its settings, then its groups' variables (semantics 4.2).

    Fetched on first use unless it came with the run. A few fields can be assigned, settings through set(); both are stored at once.
    """

    __slots__ = ("_channel", "_known")

    def __init__(self, channel, known=None):
        object.__setattr__(self, "_channel", channel)
        object.__setattr__(self, "_known", known)

    def _layers(self):
        if self._known is None:
            object.__setattr__(self, "_known", self._channel.call("element.fetch", {}) or {})
        known = self._known
        return [known.get(name) or {} for name in ("fields", "settings", "variables")]

    def _find(self, key):
        for layer in self._layers():
            value = find(layer, key)
            if value is not _ABSENT:
                return value
        return _ABSENT

    def get(self, key, default=None):
        value = self._find(key)
        return default if value is _ABSENT else value

    def set(self, key, value):
        """Stores a setting of the element; the key is a parameter of its profile, dotted as in `net.0.hostname`."""
        if not isinstance(key, str) or not key:
            raise TypeError("the key of element.set(key, value) must be a non-empty string, not %r" % (key,))
        self._channel.call("element.set", {"key": key, "value": value})
        self._layers()
        self._known.setdefault("settings", {})[key] = value

    def __getitem__(self, key):
        value = self._find(key)
        if value is _ABSENT:
            raise KeyError("the element has no field, setting or variable %r" % (key,))
        return value

    def __contains__(self, key):
        return self._find(key) is not _ABSENT

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        value = self._find(name)
        if value is _ABSENT:
            raise AttributeError("the element has no field, setting or variable %r" % name)
        return value

    def __setattr__(self, name, value):
        if name not in WRITABLE:
            raise AttributeError("element.%s cannot be assigned; these can: %s; settings go through element.set(key, value)" % (
                name, ", ".join(WRITABLE)))
        self._channel.call("element.update", {"field": name, "value": value})
        self._layers()
        self._known.setdefault("fields", {})[name] = value

    __setitem__ = __setattr__

    def __delattr__(self, name):
        raise AttributeError("element.%s cannot be deleted" % name)

    def __repr__(self):
        return "<element %s %s>" % (self.get("id"), self.get("name"))

    __str__ = __repr__


class FlowElement:
    """An element of a flow and at the same time its entry: x.name, x['name'], x['context']['net'], x['tasks']."""

    __slots__ = ("_entry",)

    def __init__(self, entry):
        object.__setattr__(self, "_entry", entry)

    @property
    def id(self):
        return self._entry["id"]

    def _find(self, key):
        entry = self._entry
        if key in ("id", "context", "tasks"):
            return entry.get(key, {})
        context = entry.get("context") or {}
        value = find(context.get("element") or {}, key)
        return find(context, key) if value is _ABSENT else value

    def get(self, key, default=None):
        value = self._find(key)
        return default if value is _ABSENT else value

    def __getitem__(self, key):
        value = self._find(key)
        if value is _ABSENT:
            raise KeyError("element %s has no field or context key %r" % (self.id, key))
        return value

    def __contains__(self, key):
        return self._find(key) is not _ABSENT

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        value = self._find(name)
        if value is _ABSENT:
            raise AttributeError("element %s has no field or context key %r" % (self.id, name))
        return value

    def __setattr__(self, name, value):
        raise AttributeError("elements of a flow are read-only here")

    def __eq__(self, other):
        return isinstance(other, FlowElement) and other.id == self.id

    def __hash__(self):
        return hash(self.id)

    def __repr__(self):
        return "<element %s %s>" % (self.id, self.get("name"))
