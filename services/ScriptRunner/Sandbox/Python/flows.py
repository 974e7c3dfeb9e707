"""What flow scripts have: the elements, the flattened context, run_task and run_flow (semantics 2.7 and 4.6 to 4.8)."""
from fluxbox.elements import FlowElement, find, _ABSENT
from fluxbox.failures import Failure


def entries(items):
    return [FlowElement(entry) for entry in items]


def order_flow_elements(elements, fn, reverse=False):
    """Sorts the list in place by fn(entry), ascending, or descending with reverse=True; returns the list."""
    elements.sort(key=fn, reverse=reverse)
    return elements


def filter_flow_elements(elements, fn, inplace=True):
    """Keeps the entries for which fn(entry) is true: in the list itself, or with inplace=False in a new one; returns it."""
    kept = [element for element in elements if fn(element)]
    if not inplace:
        return kept
    elements[:] = kept
    return elements


def identifiers(elements, given=None):
    """Ids of a list of elements, entries or ids; with `given`, each must be one of those and none may come twice."""
    if isinstance(elements, (str, bytes, dict)) or not hasattr(elements, "__iter__"):
        raise Failure("OUTPUT_NOT_JSON", "elements must be a list of elements, not " + type(elements).__name__)
    ids = [element.id if isinstance(element, FlowElement) else element["id"] if isinstance(element, dict) else element
           for element in elements]
    if given is not None:
        seen = set()
        for index, id in enumerate(ids):
            if id.__hash__ is None or id not in given:
                raise Failure("OUTPUT_NOT_JSON", "elements[%d]: %r is none of the flow's elements" % (index, id))
            if id in seen:
                raise Failure("OUTPUT_NOT_JSON", "elements[%d]: element %r is there twice" % (index, id))
            seen.add(id)
    return ids


class FlatContext(dict):
    """The flow context as dotted paths: `0.context.net.0.hostname`. In a serial flow also without the index, and the
    current element's own keys alone: `net.0.hostname`, `element.name`."""

    def __init__(self):
        super().__init__()
        self._own = {}
        self._others = {}

    def refresh(self, flow_context, current):
        self._others = {}
        for index, entry in enumerate(flow_context):
            if index != current:
                _flatten(self._others, str(index), entry)
        if current is not None and 0 <= current < len(flow_context):
            self.replace(current, flow_context[current])
        else:
            self.clear()
            self.update(self._others)

    def replace(self, current, entry):
        """Takes another entry for the current element; those of the others stay."""
        self.clear()
        self.update(self._others)
        _flatten(self, str(current), entry)
        for key in ("id", "context", "tasks"):
            if key in entry:
                _flatten(self, key, entry[key])
        self._own = entry.get("context") or {}

    def __missing__(self, key):
        value = find(self._own, key)
        if value is _ABSENT:
            raise KeyError(key)
        return value

    def __contains__(self, key):
        return super().__contains__(key) or find(self._own, key) is not _ABSENT

    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default


def _flatten(target, path, value):
    if isinstance(value, dict) and value:
        for key, child in value.items():
            _flatten(target, "%s.%s" % (path, key), child)
    elif isinstance(value, list) and value:
        for index, child in enumerate(value):
            _flatten(target, "%s.%d" % (path, index), child)
    else:
        target[path] = value


class Runner:
    """run_task and run_flow: calls to the orchestrator, whose answers also bring the flow context up to date."""

    def __init__(self, session, parallel):
        self._channel, self._parallel = session.channel, parallel
        inputs = session.inputs
        self._current = None if parallel else inputs.get("current") or 0
        self.elements = entries(inputs["elements"]) if inputs.get("elements") is not None else [] if parallel else None
        self.context = FlatContext()
        if inputs.get("context") is not None:
            self.context.update(inputs["context"])
        else:
            self.context.refresh(inputs.get("flow_context") or [], self._current)
        self._ids = {str(element.id): element.id for element in self.elements or ()}
        if parallel:
            self.run_task, self.run_flow = self._run_task_in_elements, self._run_flow_in_elements
        else:
            self.run_task, self.run_flow = self._run_task, self._run_flow

    def _run_task(self, id=None, short_name=None, retry_attempts=1, retry_delay=0):
        """Runs a task on the current element; returns {"status", "action_status", "action_info", "steps"}."""
        return self._call("run_task", id, short_name, None, retry_attempts, retry_delay)

    def _run_task_in_elements(self, id=None, short_name=None, retry_attempts=1, retry_delay=0, elements=None):
        """Runs a task on all elements (or those given) at once and waits for the last; returns {element id: result}."""
        return self._by_element(self._call("run_task", id, short_name, elements, retry_attempts, retry_delay))

    def _run_flow(self, id=None, short_name=None, elements=None, retry_attempts=1, retry_delay=0):
        """Runs another flow, on the current element unless elements are given."""
        return self._call("run_flow", id, short_name, elements, retry_attempts, retry_delay)

    def _run_flow_in_elements(self, id=None, short_name=None, elements=None, retry_attempts=1, retry_delay=0):
        """Runs another flow, on all elements of this one unless elements are given."""
        return self._call("run_flow", id, short_name, elements, retry_attempts, retry_delay)

    def _call(self, function, id, short_name, elements, attempts, delay):
        if (id is None) == (short_name is None):
            raise TypeError("%s() takes either id or short_name" % function)
        if isinstance(attempts, bool) or not isinstance(attempts, int) or attempts < 1:
            raise ValueError("retry_attempts must be a whole number, 1 or more: it counts all attempts")
        if isinstance(delay, bool) or not isinstance(delay, (int, float)) or not 0 <= delay < 1e9:
            raise ValueError("retry_delay must be a number of seconds, 0 or more")
        answer = self._channel.call(function, {
            "id": id, "short_name": short_name, "elements": None if elements is None else identifiers(elements),
            "retry_attempts": attempts, "retry_delay": delay})
        if isinstance(answer, dict) and ("flow_context" in answer or "flow_entry" in answer):
            if "flow_entry" in answer:
                changed = [answer.pop("flow_entry")]
                self.context.replace(self._current, changed[0])
            else:
                changed = answer.pop("flow_context") or []
                self.context.refresh(changed, self._current)
            # The items that the script already holds see the new results as well.
            entries_by_id = {entry["id"]: entry for entry in changed}
            for element in self.elements or ():
                element._entry.update(entries_by_id.get(element.id, ()))
            if "result" in answer and len(answer) == 1:
                answer = answer["result"]
        return answer

    def _by_element(self, answer):
        if not isinstance(answer, dict):
            return answer
        return {self._ids.get(key, key): value for key, value in answer.items()}
