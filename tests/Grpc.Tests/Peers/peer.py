"""The other side of the wire: grpcio as a server for our client, and as a client for our server.

Messages are built by hand (field 1 is the text in both EchoRequest and EchoReply), so no generated code is needed.
"""
import sys
from concurrent import futures

import grpc

SERVICE = "flux.test.Echo"


def text(value, action=""):
    data = value.encode()
    message = b"\x0a" + varint(len(data)) + data
    if action:
        message += b"\x22" + varint(len(action)) + action.encode()
    return message


def varint(number):
    out = b""
    while number > 127:
        out += bytes([number & 127 | 128])
        number >>= 7
    return out + bytes([number])


def serve():
    def unary(request, context):
        headers = dict(context.invocation_metadata())
        context.send_initial_metadata([("x-first", "1"), ("x-first-bin", b"\x00\xff")])
        context.set_trailing_metadata([("x-back", headers.get("x-there", "")), ("x-back-bin", headers.get("x-there-bin", b""))])
        if "x-code" in headers:
            context.abort([c for c in grpc.StatusCode if c.value[0] == int(headers["x-code"])][0], "50 % of\nÄrger 🙂")
        if "x-wait" in headers:
            done = futures.Future()
            context.add_callback(lambda: done.set_result(None))
            done.result()
        return request

    def many(request, context):
        for _ in range(1000):
            yield request

    def join(requests, context):
        return text("".join(r[2:].decode() for r in requests))

    def echo(requests, context):
        for request in requests:
            yield request

    server = grpc.server(futures.ThreadPoolExecutor(8), compression=grpc.Compression.Gzip if "gzip" in sys.argv else None)
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(SERVICE, {
        "Unary": grpc.unary_unary_rpc_method_handler(unary),
        "ServerStream": grpc.unary_stream_rpc_method_handler(many),
        "ClientStream": grpc.stream_unary_rpc_method_handler(join),
        "Duplex": grpc.stream_stream_rpc_method_handler(echo),
    }),))
    print(server.add_insecure_port("127.0.0.1:0"), flush=True)
    server.start()
    sys.stdin.read()
    server.stop(None)


def fails(code, call):
    try:
        call()
    except grpc.RpcError as error:
        assert error.code() == code, f"{error.code()}: {error.details()}"
        return error
    raise AssertionError(f"no {code}")


def call(address):
    channel = grpc.insecure_channel(address)
    unary = channel.unary_unary(f"/{SERVICE}/Unary")
    down = channel.unary_stream(f"/{SERVICE}/ServerStream")
    both = channel.stream_stream(f"/{SERVICE}/Duplex")
    up = channel.stream_unary(f"/{SERVICE}/ClientStream")

    assert unary(text("hi")).startswith(text("hi"))
    assert unary(text("z" * 100000), compression=grpc.Compression.Gzip).startswith(text("z" * 100000))
    _, done = unary.with_call(text("m"), metadata=[("x-text", "a"), ("x-data-bin", b"\x00\x01\xff")])
    trailers = dict(done.trailing_metadata())
    assert trailers["x-text"] == "a" and trailers["x-data-bin"] == b"\x00\x01\xff", trailers
    error = fails(grpc.StatusCode.NOT_FOUND, lambda: unary(text("Ärger 🙂\n%", "status") + b"\x28\x05"))
    assert error.details() == "Ärger 🙂\n%", error.details()
    fails(grpc.StatusCode.DEADLINE_EXCEEDED, lambda: unary(text("w", "wait"), timeout=0.2))
    fails(grpc.StatusCode.UNIMPLEMENTED, lambda: channel.unary_unary(f"/{SERVICE}/Nope")(b""))
    fails(grpc.StatusCode.UNIMPLEMENTED, lambda: channel.unary_unary("/no.Such/Nope")(b""))
    fails(grpc.StatusCode.RESOURCE_EXHAUSTED, lambda: unary(text("x" * (5 << 20))))
    assert len(list(down(text("s") + b"\x10\xe8\x07"))) == 1000
    assert [r for r in both(iter([text("a"), text("b")]))] == [text("a"), text("b")]
    assert up(iter([text("a"), text("b")])).startswith(text("ab"))
    waiting = down(text("w", "wait") + b"\x10\x01")
    next(waiting)
    waiting.cancel()
    fails(grpc.StatusCode.CANCELLED, lambda: next(waiting))
    print("all well", flush=True)


if __name__ == "__main__":
    serve() if sys.argv[1] == "serve" else call(sys.argv[2])
