"""The server's half of SCRAM-SHA-256 (RFC 5802, RFC 7677)."""
import base64
import hashlib
import hmac
import os

ITERATIONS = 4096


def _hmac(key, text):
    return hmac.new(key, text, hashlib.sha256).digest()


class Scram:
    def __init__(self, user, password):
        self.user, self.salt = user, os.urandom(28)  # As long as real servers make it; drivers check.
        salted = hashlib.pbkdf2_hmac('sha256', password.encode(), self.salt, ITERATIONS)
        self.stored = hashlib.sha256(_hmac(salted, b'Client Key')).digest()
        self.server_key = _hmac(salted, b'Server Key')
        self.first = self.challenge = None

    def start(self, payload):
        """Answers the challenge."""
        self.first = payload.decode().split(',', 2)[2]
        fields = dict(part.split('=', 1) for part in self.first.split(','))
        self.nonce = fields['r'] + base64.b64encode(os.urandom(18)).decode()
        self.known = fields['n'] == self.user
        self.challenge = f"r={self.nonce},s={base64.b64encode(self.salt).decode()},i={ITERATIONS}"
        return self.challenge.encode()

    def finish(self, payload):
        """Answers the proof of the server; None when the client's is wrong."""
        without_proof, proof = payload.decode().rsplit(',p=', 1)
        message = f'{self.first},{self.challenge},{without_proof}'.encode()
        key = bytes(a ^ b for a, b in zip(base64.b64decode(proof), _hmac(self.stored, message)))
        if not self.known or f'r={self.nonce}' not in without_proof or hashlib.sha256(key).digest() != self.stored:
            return None
        return b'v=' + base64.b64encode(_hmac(self.server_key, message))
