"""The kinds of scripts: which names each has, and what is taken from it afterwards (seed 000, Variable Availability Reference)."""
import builtins
import json

from fluxbox import flows, libraries, values
from fluxbox.configs import PublicElementConfig
from fluxbox.elements import PublicElement, Record
from fluxbox.failures import Failure, is_code


class Session:
    """What the names of one run are made from."""

    def __init__(self, channel, header, raw):
        self.channel, self.raw = channel, raw
        self.inputs = json.loads(raw)

    def get(self, name, default):
        """An input; null counts as absent."""
        value = self.inputs.get(name)
        return default() if value is None else value

    def pause(self, sleep=30, user_msg=None):
        """Waits `sleep` seconds; the message, if any, goes to the run's log."""
        self.channel.call("pause", {"sleep": _seconds("sleep", sleep), "user_msg": _message(user_msg)})
        if self.channel.clock:
            self.channel.clock.advance(sleep)

    def wait_for_connect(self, timeout=10, retry=1, sleep=30, user_msg=None):
        """True as soon as the element accepts a connection; tries `retry` times with `sleep` seconds between."""
        return bool(self.channel.call("wait_for_connect", {
            "timeout": _seconds("timeout", timeout), "retry": int(retry), "sleep": _seconds("sleep", sleep),
            "user_msg": _message(user_msg)}))

    def log_message(self, level, msg):
        """Writes a line to the run's log; levels are debug, info, warning and error."""
        self.channel.log(_level(level), str(msg))


class Kind:
    """`bind` gives the globals; `collect` reads the outputs from them."""

    def __init__(self, names, collect, modules=libraries.COMMON, positions=None):
        self._names, self._collect, self._modules, self.positions = names, collect, modules, positions

    def bind(self, session):
        # The interpreter's own names, then those of the kind.
        return {"__name__": "__script__", "__builtins__": builtins, **libraries.bind(self._modules), **self._names(session)}

    def collect(self, scope, session):
        return self._collect(scope, session)


def _seconds(name, value):
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < 1e9:
        raise ValueError("%s must be a number of seconds, 0 or more, not %r" % (name, value))
    return value


def _message(value):
    return None if value is None else str(value)


def _level(value):
    level = str(value).lower()
    level = {"warn": "warning", "err": "error", "critical": "error", "fatal": "error", "10": "debug", "20": "info",
             "30": "warning", "40": "error", "50": "error"}.get(level, level)
    if level not in ("debug", "info", "warning", "error"):
        raise ValueError("unknown log level %r; use debug, info, warning or error" % (value,))
    return level


def _dict(scope, name):
    value = scope.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Failure("OUTPUT_NOT_JSON", "%s must be a dict, not %s" % (name, type(value).__name__))
    return value


# ---- tasks

def _task_names(session, data):
    return {
        "element": PublicElement(session.channel, session.inputs.get("element")),
        "config": PublicElementConfig(session.channel),
        "data": data, "context": session.get("context", dict), "flow_context": None, "settings": {},
        "pause": session.pause, "wait_for_connect": session.wait_for_connect, "log_message": session.log_message,
    }


def _management_names(session):
    return _task_names(session, {})


def _management_outputs(scope, session):
    return {"context": _dict(scope, "context")}


def _processing_names(session):
    return _task_names(session, session.get("data", dict))


def _processing_outputs(scope, session):
    return {"settings": _dict(scope, "settings"), "context": _dict(scope, "context")}


def _model_names(session):
    return {"model": Record(session.get("model", dict)), "data": session.get("data", str), "context": session.get("context", dict),
            "output": {}, "settings": {}}


def _model_outputs(scope, session):
    output, settings = scope.get("output"), scope.get("settings")
    if not output and output in ({}, None) and settings:
        output = settings
    context = scope.get("context")
    # The text is compared, not the objects: 1, 1.0 and True are equal to Python.
    if values.encode(context, "context") != values.encode(json.loads(session.raw).get("context") or {}):
        if not isinstance(output, dict):
            raise Failure("OUTPUT_NOT_JSON", "output must be a dict when the script changes context, not " + type(output).__name__)
        output = {**output, "context": context}
    return {"output": output}


# ---- flows

def positions(inputs):
    current = inputs.get("current") or 0
    return {"current": current, "previous": current - 1, "last": inputs.get("last") or 0, "first": 0}


def _pre_execution_names(session):
    return {"elements": flows.entries(session.get("elements", list)), "order_flow_elements": flows.order_flow_elements,
            "filter_flow_elements": flows.filter_flow_elements, "settings": {}, "pause": session.pause}


def _pre_execution_outputs(scope, session):
    given = {entry["id"] for entry in session.get("elements", list)}
    return {"elements": flows.identifiers(scope.get("elements"), given)}


def _flow_names(session, parallel):
    runner = flows.Runner(session, parallel)
    variables = session.get("flow_variables", lambda: {"user": None})
    names = {"context": runner.context, "flow_variables": variables, "elements": runner.elements, "settings": {},
             "run_task": runner.run_task, "run_flow": runner.run_flow, "pause": session.pause}
    return names


def _serial_names(session):
    return {**_flow_names(session, False), "element": PublicElement(session.channel, session.inputs.get("element")),
            **positions(session.inputs)}


def _parallel_names(session):
    return {**_flow_names(session, True), "filter_flow_elements": flows.filter_flow_elements}


def _flow_outputs(scope, session):
    return {"action_status": scope.get("action_status"), "action_info": scope.get("action_info")}


def _condition_names(session):
    return {"flow_context": session.get("flow_context", list), "settings": {}, **positions(session.inputs)}


def _condition_outputs(scope, session):
    if "condition" not in scope:
        raise Failure("CONDITION_NOT_SET", "the script must assign condition = True or condition = False")
    value = scope["condition"]
    if not isinstance(value, bool):
        raise Failure("CONDITION_NOT_SET", "condition must be True or False, not %s" % type(value).__name__)
    return {"condition": value}


# ---- free

def _free_names(session):
    return dict(session.inputs)


def _free_outputs(scope, session):
    # Helpers of the script (functions, imports, open iterators) are no outputs; data that is no JSON is told.
    inputs, skipped = session.inputs, ("__name__", "__builtins__")
    return {"outputs": {
        name: value for name, value in scope.items()
        if name not in skipped and not name.startswith("_") and not (name in inputs and inputs[name] is value)
        and not is_code(value) and (values.explain(value, name) is None or values.is_data(value))}}


KINDS = {
    "flow_pre_execution": Kind(_pre_execution_names, _pre_execution_outputs),
    "flow_serial": Kind(_serial_names, _flow_outputs, positions=positions),
    "flow_parallel": Kind(_parallel_names, _flow_outputs),
    "condition": Kind(_condition_names, _condition_outputs, positions=positions),
    "management": Kind(_management_names, _management_outputs),
    "processing": Kind(_processing_names, _processing_outputs),
    "model": Kind(_model_names, _model_outputs, modules=libraries.MODEL),
    "free": Kind(_free_names, _free_outputs, modules=()),
}
