"""An SMTP server on loopback for demos and tests: aiosmtpd, with faults at any step on request.

Usage: smtp_sink.py CONFIG.json. It reports over the Unix socket that the configuration names, one JSON object a line:
{"event": "ready"|"command"|"mail"|"ack", ...}; it takes {"do": "fault", ...}, {"do": "release"} and {"do": "sync"} from there.
It ends when its standard input closes, so it never outlives the program that started it.
"""
import asyncio
import base64
import email
import email.policy
import json
import ssl
import sys

from aiosmtpd.smtp import MISSING, SMTP, AuthResult, LoginPassword

CLEAR_BEFORE_TLS = {"EHLO", "HELO", "NOOP", "QUIT", "RSET", "STARTTLS", "HELP"}


class Sink:
    """What all sessions share: configuration, faults waiting to happen, the line to the parent."""

    def __init__(self, config, writer):
        self.config = config
        self.writer = writer
        self.faults = []
        self.released = asyncio.Event()

    def tell(self, **event):
        self.writer.write(json.dumps(event).encode() + b"\n")

    def take(self, step, argument):
        for fault in self.faults:
            if fault["step"] == step and (fault.get("when") or "") in (argument or ""):
                fault["times"] -= 1
                if fault["times"] <= 0:
                    self.faults.remove(fault)
                return fault
        return None

    async def listen(self, reader):
        while line := await reader.readline():
            order = json.loads(line)
            if order["do"] == "fault":
                self.faults.append(order)
                if order["action"] == "hold":
                    self.released.clear()
            elif order["do"] == "release":
                self.released.set()
            self.tell(event="ack")

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        lines = [line for line in responses if line[4:8] != "AUTH" and not line.endswith("HELP")]
        mechanisms = self.config["mechanisms"] if self.config["username"] else []
        if mechanisms and (server.is_tls() or self.config["clear_auth"]):
            lines.append("250-AUTH " + " ".join(mechanisms))
        if not self.config["eight_bit"]:
            lines = [line for line in lines if not line.endswith("8BITMIME")]
        return lines + ["250 ENHANCEDSTATUSCODES"]

    async def handle_DATA(self, server, session, envelope):
        if fault := self.take("BODY", ""):
            if not await server.suffer(fault):
                return MISSING
        self.tell(event="mail", **describe(server, session, envelope))
        if fault := self.take("ACCEPTED", ""):
            await server.suffer(fault)
        return "250 2.0.0 OK queued"

    def authenticate(self, server, session, envelope, mechanism, data):
        user, password = self.config["username"].encode(), self.config["password"].encode()
        return AuthResult(success=data == LoginPassword(user, password), handled=False, auth_data=data)


class Session(SMTP):
    """One connection."""

    def __init__(self, sink, *args, **kwargs):
        super().__init__(sink, *args, **kwargs)
        self.sink = sink
        self.greeted = False
        self.muted = False
        for verb, method in list(self._smtp_methods.items()):
            self._smtp_methods[verb] = self.watched(verb, method)

    def is_tls(self):
        return self.transport is not None and self.transport.get_extra_info("sslcontext") is not None

    def watched(self, verb, method):
        async def run(argument):
            self.sink.tell(event="command", verb=verb, tls=self.is_tls(), argument=argument if verb != "AUTH" else "")
            if self.tls_context and not self.is_tls() and self.sink.config["require_tls"] and verb not in CLEAR_BEFORE_TLS:
                return await self.push("530 5.7.0 Must issue a STARTTLS command first")
            if (fault := self.sink.take(verb, argument)) and not await self.suffer(fault):
                return None
            if self.sink.config["username"] and not self.session.authenticated and verb == "MAIL":
                return await self.push("530 5.7.0 Authentication required")
            if verb == "AUTH" and argument:
                mechanism, _, rest = argument.partition(" ")
                if mechanism.upper() not in self.sink.config["mechanisms"]:
                    return await self.push("504 5.5.4 Unrecognized authentication type")
                argument = f"{mechanism.upper()} {rest}".strip()
            return await method(argument)
        return run

    async def suffer(self, fault):
        """Plays the fault; true when the session goes on as if nothing had happened."""
        if fault["action"] == "drop":
            self.muted = True
            self.transport.abort()
            return False
        if fault["action"] == "hold":
            await self.sink.released.wait()
            return True
        await super().push(fault["reply"])
        self.muted = fault["step"] in ("BODY", "ACCEPTED")
        return False

    async def push(self, status):
        if not self.greeted:
            self.greeted = True
            if (fault := self.sink.take("CONNECT", "")) and not await self.suffer(fault):
                if self.transport is not None:
                    self.transport.close()
                return
        if self.muted:
            self.muted = False
            return
        await super().push(status)

    async def auth_XOAUTH2(self, _, args):
        config = self.sink.config
        blob = base64.b64decode(args[1]).decode()
        if blob == f"user={config['username']}\x01auth=Bearer {config['password']}\x01\x01":
            return AuthResult(success=True, auth_data=LoginPassword(config["username"].encode(), b""))
        await self.challenge_auth('{"status":"401","schemes":"bearer"}')
        return AuthResult(success=False, handled=False)


def describe(server, session, envelope):
    raw = envelope.content
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    leaves = [part for part in mail.walk() if not part.is_multipart()]
    defects = [repr(defect) for part in mail.walk() for defect in part.defects]
    defects += [f"{name}: {defect!r}" for name, value in mail.items() for defect in getattr(value, "defects", ())]
    user = getattr(session.auth_data, "login", b"") if session.auth_data else b""
    return {
        "from": envelope.mail_from,
        "recipients": envelope.rcpt_tos,
        "options": envelope.mail_options,
        "tls": server.is_tls(),
        "user": user.decode(),
        "headers": [{"name": name, "value": str(value)} for name, value in mail.items()],
        "parts": [{
            "type": part.get_content_type(),
            "encoding": str(part.get("Content-Transfer-Encoding", "")),
            "file": part.get_filename() or "",
            "text": part.get_content() if part.get_content_maintype() == "text" else "",
            "content": base64.b64encode(part.get_payload(decode=True) or b"").decode(),
        } for part in leaves],
        "defects": defects,
        "raw": base64.b64encode(raw).decode(),
    }


def tls_context(config):
    if not config["certificate"]:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(config["certificate"], config["key"])
    return context


async def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        config = json.load(file)
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda *_: None)  # connections end abruptly here, that is the point
    reader, writer = await asyncio.open_unix_connection(config["control"])
    sink = Sink(config, writer)
    context = tls_context(config)
    starttls = context if config["tls"] == "starttls" else None

    def session():
        return Session(sink, hostname="sink.example.org", ident="ESMTP flux lab", tls_context=starttls, auth_require_tls=False,
                       authenticator=sink.authenticate, enable_SMTPUTF8=config["utf8"], loop=loop, timeout=600)

    implicit = context if config["tls"] == "tls" else None
    server = await loop.create_server(session, host="127.0.0.1", port=config["port"], ssl=implicit)
    sink.tell(event="ready", port=server.sockets[0].getsockname()[1])
    print("ready", flush=True)
    asyncio.ensure_future(sink.listen(reader))
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
