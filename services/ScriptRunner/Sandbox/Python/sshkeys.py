"""`ssh_key_generate`: new SSH key pairs in OpenSSH's format, in plain Python because a script can load no native library."""
import base64
import hashlib
import secrets
import struct

_P = 2 ** 255 - 19
_D = -121665 * pow(121666, -1, _P) % _P
_ROOT = pow(2, (_P - 1) // 4, _P)
_SMALL_PRIMES = [n for n in range(3, 2000, 2) if all(n % d for d in range(3, int(n ** 0.5) + 1, 2))]


def ssh_key_generate(type="ed25519", bits=3072, comment=""):
    """Returns {"type", "private_key", "public_key", "fingerprint"}; type is ed25519 or rsa (with 2048 to 4096 bits)."""
    if type == "ed25519":
        name, public_fields, private_fields = _ed25519()
    elif type == "rsa":
        if bits not in (2048, 3072, 4096):
            raise ValueError("bits must be 2048, 3072 or 4096, not %r" % (bits,))
        name, public_fields, private_fields = _rsa(bits)
    else:
        raise ValueError("type must be 'ed25519' or 'rsa', not %r" % (type,))
    if "\n" in comment or "\r" in comment:
        raise ValueError("comment must be one line")
    public = _text(name.encode()) + b"".join(public_fields)
    check = secrets.token_bytes(4)
    private = check + check + _text(name.encode()) + b"".join(private_fields) + _text(comment.encode())
    private += bytes(range(1, (-len(private) % 8) + 1))
    blob = b"openssh-key-v1\0" + _text(b"none") + _text(b"none") + _text(b"") + struct.pack(">I", 1) + _text(public) + _text(private)
    encoded = base64.b64encode(blob).decode()
    lines = [encoded[start:start + 70] for start in range(0, len(encoded), 70)]
    digest = base64.b64encode(hashlib.sha256(public).digest()).decode().rstrip("=")
    return {
        "type": type,
        "private_key": "\n".join(["-----BEGIN OPENSSH PRIVATE KEY-----", *lines, "-----END OPENSSH PRIVATE KEY-----", ""]),
        "public_key": "%s %s%s" % (name, base64.b64encode(public).decode(), " " + comment if comment else ""),
        "fingerprint": "SHA256:" + digest,
    }


def _text(data):
    return struct.pack(">I", len(data)) + data


def _number(value):
    return _text(value.to_bytes(value.bit_length() // 8 + 1, "big"))


# ---- Ed25519 (RFC 8032), in extended coordinates

def _add(a, b):
    x1, y1, z1, t1 = a
    x2, y2, z2, t2 = b
    e, f = (y1 - x1) * (y2 - x2) % _P, (y1 + x1) * (y2 + x2) % _P
    g, h = 2 * t1 * t2 * _D % _P, 2 * z1 * z2 % _P
    e, f, g, h = f - e, h - g, h + g, f + e
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _base_point():
    y = 4 * pow(5, -1, _P) % _P
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _ROOT % _P
    if x & 1:
        x = _P - x
    return x, y, 1, x * y % _P


def _ed25519():
    seed = secrets.token_bytes(32)
    scalar = int.from_bytes(hashlib.sha512(seed).digest()[:32], "little")
    scalar = scalar & ((1 << 254) - 8) | 1 << 254
    point, result = _base_point(), (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = _add(result, point)
        point = _add(point, point)
        scalar >>= 1
    inverse = pow(result[2], -1, _P)
    x, y = result[0] * inverse % _P, result[1] * inverse % _P
    public = (y | (x & 1) << 255).to_bytes(32, "little")
    return "ssh-ed25519", [_text(public)], [_text(public), _text(seed + public)]


# ---- RSA

def _is_prime(number):
    if any(number % prime == 0 for prime in _SMALL_PRIMES):
        return False
    odd, twos = number - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for _ in range(8):
        value = pow(secrets.randbelow(number - 3) + 2, odd, number)
        if value in (1, number - 1):
            continue
        for _ in range(twos - 1):
            value = value * value % number
            if value == number - 1:
                break
        else:
            return False
    return True


def _prime(bits):
    while True:
        # The two highest bits set: the product of two such primes has exactly twice the bits.
        candidate = secrets.randbits(bits) | 3 << (bits - 2) | 1
        if candidate % 65537 != 1 and _is_prime(candidate):
            return candidate


def _rsa(bits):
    p, q = _prime(bits // 2), _prime(bits // 2)
    n, e = p * q, 65537
    d = pow(e, -1, (p - 1) * (q - 1))
    return "ssh-rsa", [_number(e), _number(n)], [_number(v) for v in (n, e, d, pow(q, -1, p), p, q)]
