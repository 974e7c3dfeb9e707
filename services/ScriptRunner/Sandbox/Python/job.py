"""One job: takes it from the channel, runs it, sends what came of it."""
import json
import resource
import sys

from fluxbox import failures, kinds, magic, values
from fluxbox.failures import Failure, Script
from fluxbox.output import Output

_SELF = resource.RUSAGE_SELF


def serve(channel):
    kind, payload = channel.receive()
    assert kind == b"J"
    header = json.loads(payload)
    kind, inputs = channel.receive()
    assert kind == b"I"
    work = header["work"]
    if work == "script":
        run_script(channel, header, inputs)
    elif work == "templates":
        from fluxbox import templates
        templates.run(channel, header, inputs)
    elif work == "check":
        from fluxbox import check
        finish(channel, b"R", values.encode(check.run(header)), 0)
    else:
        from fluxbox import attacks
        finish(channel, b"R", values.encode(attacks.run(header, json.loads(inputs))), 0)


def run_script(channel, header, raw):
    before = resource.getrusage(_SELF)
    used = before.ru_utime + before.ru_stime
    script = Script(header["name"], header["source"])
    output = Output(channel)
    channel.before_call = output.flush
    sys.stdout = sys.stderr = output
    sys.stdin = None
    if header.get("replay"):
        from fluxbox import replay
        channel.clock = replay.install(**header["replay"])
    try:
        kind = kinds.KINDS[header["kind"]]
        session = kinds.Session(channel, header, raw)
        scope = kind.bind(session)
        code = magic.compile_script(script, kind.positions, session.inputs)
        try:
            exec(code, scope)
        except SystemExit as exit:
            if exit.code not in (None, 0):
                raise Failure("EXITED", "the script ended itself with sys.exit(%r)" % (exit.code,), "SystemExit").with_traceback(
                    exit.__traceback__) from None
        result = encode(kind.collect(scope, session))
        if len(result) > header["result_bytes"]:
            raise Failure("RESULT_EXCEEDED", "the result has %d bytes; the limit is %d" % (len(result), header["result_bytes"]))
        answer = b"R", result
    except BaseException as error:
        scope = session = None
        answer = b"E", describe(error, script)
    try:
        output.flush()
    except BaseException:
        pass
    finish(channel, *answer, used)


def describe(error, script):
    try:
        # Not ASCII: the service takes a record of a bounded size, and escapes would make up to twelve bytes of a character.
        return json.dumps(failures.describe(error, script), ensure_ascii=False).encode()
    except MemoryError:
        error.__traceback__ = None  # frees what the frames hold
        return json.dumps(failures.record("MEMORY_EXCEEDED", "MemoryError", "the script used up its memory", script)).encode()
    except BaseException:
        # Some attribute of the exception is code of the script's and failed.
        return json.dumps(failures.record("SCRIPT_EXCEPTION", "", "the script raised an exception that cannot be described", script)).encode()


def encode(outputs):
    try:
        return values.encode(outputs)
    except values.NotJson as error:
        raise Failure("OUTPUT_NOT_JSON", str(error)) from None


def finish(channel, kind, payload, used):
    after = resource.getrusage(_SELF)
    channel.send(b"U", b"%d %d" % ((after.ru_utime + after.ru_stime - used) * 1e6, after.ru_maxrss))
    channel.send(kind, payload)
