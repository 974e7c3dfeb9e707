"""
A MongoDB server for tests: mockupdb speaks the wire protocol, mongomock keeps the documents (engine.py).
Standard input takes one JSON order a line and answers each with one line; the first line printed is the port.
  {"fault": "cut-before"|"cut-after"|"error"|"delay"|"away"|"minority", "command": name, "skip": n, "times": n, "ms": n, "code": n, "message": text, "labels": [...]}
  {"log": true}     what was asked since the last log: [name, collection, retryable or in a transaction]
  {"peek": database, "collection": name}   the documents as a shell shows them (canonical extended JSON)
  {"set": database, "collection": name, "fields": {...}}   changes every document behind the store's back
  {"await": n}      answers when the faults have struck n times since the last order of this kind
"""
import argparse
import json
import logging
import ssl
import sys
import threading
import time

import mockupdb
from bson import SON, Binary, json_util

from engine import Engine, ServerError
from scram import Scram

HELLO = dict(helloOk=True, ismaster=True, isWritablePrimary=True, maxBsonObjectSize=16777216, maxMessageSizeBytes=48000000,
             maxWriteBatchSize=100000, minWireVersion=0, maxWireVersion=13, readOnly=False, logicalSessionTimeoutMinutes=30, ok=1.0)
INTERNAL = ('$db', 'lsid', '$clusterTime', '$readPreference', 'txnNumber', 'startTransaction', 'autocommit', 'writeConcern', 'readConcern')
GREETINGS = ('hello', 'ismaster')


class Server:
    def __init__(self, options):
        self.options, self.engine = options, Engine()
        self.faults, self.log, self.struck, self.away_until = [], [], 0, 0
        self.changed = threading.Condition()
        self.transaction = None  # (session, number) of the open one; the others wait.
        self.finished, self.replies, self.logins, self.users = {}, {}, {}, set()
        self.mock = mockupdb.MockupDB(request_timeout=10 ** 6, ssl=bool(options.certificate))
        self.mock.autoresponds(self.respond)

    def respond(self, request):
        command = request.doc if hasattr(request, 'doc') else request[0]
        name = next(iter(command))
        if time.monotonic() < self.away_until:
            self.strike()
            return request.hangup()
        fault = self.take_fault(name)
        if fault and fault['fault'] == 'away':
            self.away_until = time.monotonic() + fault['ms'] / 1000
        if fault and fault['fault'] in ('cut-before', 'away'):
            return request.hangup()
        if fault and fault['fault'] == 'delay':
            time.sleep(fault['ms'] / 1000)
        try:
            if fault and fault['fault'] == 'error':
                raise ServerError(fault['code'], fault.get('name', 'Injected'), fault.get('message', 'injected'), fault.get('labels', ()))
            reply = self.answer(request, command, name)
        except ServerError as error:
            reply = error.reply
            self.end(command, committed=False)
        except Exception as error:  # pylint: disable=broad-except
            logging.exception('%s', name)
            reply = SON(ok=0.0, code=8, codeName='UnknownError', errmsg=repr(error))
        if fault and fault['fault'] == 'minority':
            reply = SON(reply, writeConcernError=SON(code=64, codeName='WriteConcernFailed', errmsg='waiting for replication timed out'))
        if fault and fault['fault'] == 'cut-after':
            return request.hangup()
        return request.replies(reply)

    def answer(self, request, command, name):
        if name.lower() in GREETINGS:
            return self.hello(command)
        if name.lower() in ('saslstart', 'saslcontinue'):
            return self.login(request, command)
        if self.options.user and request.client_port not in self.users:
            raise ServerError(13, 'Unauthorized', f'command {name} requires authentication')
        key = (str(command.get('lsid')), command.get('txnNumber'))
        inside = command.get('autocommit') is False
        self.log.append([name, str(command[name]), 'transaction' if inside else 'retryable' if key[1] else ''])
        if name == 'commitTransaction':
            return self.end(command, committed=True)
        if name == 'abortTransaction':
            return self.end(command, committed=False)
        if not inside and key in self.replies:
            return self.replies[key]
        self.wait_for_transaction(request, key if inside else None)
        if inside and command.get('startTransaction'):
            self.transaction = key
            self.engine.begin()
        elif inside and self.transaction != key:
            raise ServerError(251, 'NoSuchTransaction', 'the transaction was ended', ['TransientTransactionError'])
        database = command.get('$db') or request.namespace.split('.')[0]
        reply = self.engine.run(database, SON((k, v) for k, v in command.items() if k not in INTERNAL))
        if inside and 'writeErrors' in reply:
            self.end(command, committed=False)
        if key[1] and not inside:
            self.replies[key] = reply
        return reply

    def hello(self, command):
        reply = SON(HELLO)
        if 'saslSupportedMechs' in command:
            reply['saslSupportedMechs'] = ['SCRAM-SHA-256']
        if self.options.replica_set:
            address = f'127.0.0.1:{self.mock.port}'
            reply.update(setName=self.options.replica_set, setVersion=1, hosts=[address], primary=address, me=address, secondary=False)
        return reply

    def login(self, request, command):
        refused = ServerError(18, 'AuthenticationFailed', 'Authentication failed.')
        if 'saslStart' in command:
            if command['mechanism'] != 'SCRAM-SHA-256' or not self.options.user:
                raise refused
            self.logins[request.client_port] = scram = Scram(*self.options.user.split(':', 1))
            return SON(conversationId=1, done=False, payload=Binary(scram.start(command['payload'])), ok=1.0)
        if request.client_port in self.users:
            return SON(conversationId=1, done=True, payload=Binary(b''), ok=1.0)
        payload = self.logins.pop(request.client_port).finish(command['payload'])
        if payload is None:
            raise refused
        self.users.add(request.client_port)
        return SON(conversationId=1, done=False, payload=Binary(payload), ok=1.0)

    def wait_for_transaction(self, request, key):
        deadline = time.monotonic() + 5
        while self.transaction is not None and self.transaction != key:
            with request.server._unlock(), self.changed:  # pylint: disable=protected-access
                self.changed.wait(0.05)
            if time.monotonic() > deadline:  # Its client is gone.
                self.close(committed=False)

    def end(self, command, committed):
        key = (str(command.get('lsid')), command.get('txnNumber'))
        if self.transaction == key and command.get('autocommit') is False:
            self.close(committed)
        elif committed and not self.finished.get(key):
            raise ServerError(251, 'NoSuchTransaction', 'the transaction was ended', ['TransientTransactionError'])
        return SON(ok=1.0)

    def close(self, committed):
        self.engine.commit() if committed else self.engine.abort()
        self.finished[self.transaction] = committed
        self.transaction = None
        with self.changed:
            self.changed.notify_all()

    def take_fault(self, name):
        for fault in self.faults:
            if name.lower() in GREETINGS + ('endsessions',) or (fault.get('command') or name) != name:
                continue
            if fault.get('skip', 0) > 0:
                fault['skip'] -= 1
                continue
            fault['times'] = fault.get('times', 1) - 1
            if fault['times'] <= 0:
                self.faults.remove(fault)
            self.strike()
            return fault
        return None

    def strike(self):
        with self.changed:
            self.struck += 1
            self.changed.notify_all()

    def order(self, order):
        if 'fault' in order:
            self.faults.append(order)
            return True
        if 'log' in order:
            log, self.log = self.log, []
            return log
        if 'peek' in order:
            documents = self.engine.client[order['peek']][order['collection']].find()
            return [json.loads(json_util.dumps(document, json_options=json_util.CANONICAL_JSON_OPTIONS)) for document in documents]
        if 'set' in order:
            self.engine.client[order['set']][order['collection']].update_many({}, {'$set': order['fields']})
            return True
        with self.changed:
            self.changed.wait_for(lambda: self.struck >= order['await'], 60)
            self.struck = 0
        return True


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--replica-set')
    parser.add_argument('--user', help='NAME:PASSWORD')
    parser.add_argument('--certificate', help='PEM file of certificate and key')
    server = Server(parser.parse_args())
    if server.options.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(server.options.certificate)
        # mockupdb brings an old certificate of its own; a client that hangs up in the handshake must not end the accepting thread.
        mockupdb._ssl.wrap_socket = lambda sock, **_: context.wrap_socket(sock, server_side=True, do_handshake_on_connect=False)
    print(server.mock.run(), flush=True)
    for line in sys.stdin:
        print(json.dumps(server.order(json.loads(line))), flush=True)


if __name__ == '__main__':
    main()
