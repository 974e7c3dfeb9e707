"""One call with grpcio over TLS.

tls.py TARGET CA_FILE [CERTIFICATE_FILE KEY_FILE]   prints the status code's name
"""
import sys

import grpc


def main(target, authority, certificate=None, key=None):
    read = lambda path: open(path, "rb").read() if path else None
    credentials = grpc.ssl_channel_credentials(read(authority), read(key), read(certificate))
    with grpc.secure_channel(target, credentials) as channel:
        call = channel.unary_unary("/grpc.testing.TestService/EmptyCall")
        try:
            call(b"", timeout=30)
            print("OK")
        except grpc.RpcError as error:
            print(error.code().name)


if __name__ == "__main__":
    main(*sys.argv[1:])
