"""The interop cases with Google's C core (Debian's python3-grpcio): client and server.

    interop.py SCHEMA server                            prints "LISTENING <port>", ends when stdin does
    interop.py SCHEMA client HOST:PORT CASE             exit code 0, or 1 with the reason on stderr

SCHEMA is a binary FileDescriptorSet of interop.proto; no generated code is needed.
"""
import sys
import time
from concurrent import futures
from queue import Queue

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

SERVICE = "grpc.testing.TestService"
LARGE_REQUEST, LARGE_RESPONSE = 271828, 314159
DEADLINE = 60  # guards against hangs only
SPECIAL = "\t\ntest with whitespace\r\nand Unicode BMP \u263a and non-BMP \U0001f608\t\n"


class Schema:
    """The messages by their short name."""

    def __init__(self, path):
        pool = descriptor_pool.DescriptorPool()
        files = descriptor_pb2.FileDescriptorSet()
        with open(path, "rb") as f:
            files.ParseFromString(f.read())
        for file in files.file:
            pool.Add(file)
        factory = message_factory.MessageFactory(pool)
        for name in files.file[0].message_type:
            setattr(self, name.name, factory.GetPrototype(pool.FindMessageTypeByName("grpc.testing." + name.name)))


def payload(m, size):
    return m.Payload(body=b"\0" * size)


# ---------------------------------------------------------------- server

class Server:
    def __init__(self, m):
        self.m = m

    def echo_metadata(self, context):
        for key, value in context.invocation_metadata():
            if key == "x-grpc-test-echo-initial":
                context.send_initial_metadata(((key, value),))
        context.set_trailing_metadata(tuple(
            (key, value) for key, value in context.invocation_metadata() if key == "x-grpc-test-echo-trailing-bin"))

    @staticmethod
    def end(request, context):
        if request.HasField("response_status") and request.response_status.code:
            code = next(c for c in grpc.StatusCode if c.value[0] == request.response_status.code)
            context.abort(code, request.response_status.message)

    def empty_call(self, request, context):
        return self.m.Empty()

    def unary_call(self, request, context):
        self.echo_metadata(context)
        self.end(request, context)
        if request.HasField("response_compressed") and not request.response_compressed.value:
            context.disable_next_message_compression()
        return self.m.SimpleResponse(payload=payload(self.m, request.response_size))

    def responses(self, request, context):
        for parameters in request.response_parameters:
            if parameters.interval_us:
                time.sleep(parameters.interval_us / 1e6)
            if parameters.HasField("compressed") and not parameters.compressed.value:
                context.disable_next_message_compression()
            yield self.m.StreamingOutputCallResponse(payload=payload(self.m, parameters.size))

    def streaming_output_call(self, request, context):
        yield from self.responses(request, context)
        self.end(request, context)

    def streaming_input_call(self, requests, context):
        return self.m.StreamingInputCallResponse(aggregated_payload_size=sum(len(r.payload.body) for r in requests))

    def full_duplex_call(self, requests, context):
        self.echo_metadata(context)
        for request in requests:
            yield from self.responses(request, context)
            self.end(request, context)

    def handlers(self):
        m, out = self.m, lambda message: message.SerializeToString()
        return grpc.method_handlers_generic_handler(SERVICE, {
            "EmptyCall": grpc.unary_unary_rpc_method_handler(self.empty_call, m.Empty.FromString, out),
            "UnaryCall": grpc.unary_unary_rpc_method_handler(self.unary_call, m.SimpleRequest.FromString, out),
            "StreamingOutputCall": grpc.unary_stream_rpc_method_handler(
                self.streaming_output_call, m.StreamingOutputCallRequest.FromString, out),
            "StreamingInputCall": grpc.stream_unary_rpc_method_handler(
                self.streaming_input_call, m.StreamingInputCallRequest.FromString, out),
            "FullDuplexCall": grpc.stream_stream_rpc_method_handler(
                self.full_duplex_call, m.StreamingOutputCallRequest.FromString, out),
        })


def serve(m):
    # Gzip for all, taken back for single messages: the C core compresses only for clients that accept it.
    server = grpc.server(futures.ThreadPoolExecutor(16), compression=grpc.Compression.Gzip)
    server.add_generic_rpc_handlers((Server(m).handlers(),))
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print("LISTENING", port, flush=True)
    sys.stdin.read()
    server.stop(None).wait()


# ---------------------------------------------------------------- client

class Stub:
    def __init__(self, m, channel):
        out = lambda message: message.SerializeToString()
        path = "/" + SERVICE + "/"
        self.empty = channel.unary_unary(path + "EmptyCall", out, m.Empty.FromString)
        self.unary = channel.unary_unary(path + "UnaryCall", out, m.SimpleResponse.FromString)
        self.output = channel.unary_stream(path + "StreamingOutputCall", out, m.StreamingOutputCallResponse.FromString)
        self.input = channel.stream_unary(path + "StreamingInputCall", out, m.StreamingInputCallResponse.FromString)
        self.duplex = channel.stream_stream(path + "FullDuplexCall", out, m.StreamingOutputCallResponse.FromString)
        self.unimplemented = channel.unary_unary(path + "UnimplementedCall", out, m.Empty.FromString)
        self.unknown_service = channel.unary_unary("/grpc.testing.UnimplementedService/UnimplementedCall", out, m.Empty.FromString)


class Requests:
    """A request stream that is fed while it is sent."""

    def __init__(self):
        self._queue = Queue()

    def __iter__(self):
        return iter(self._queue.get, None)

    def write(self, request):
        self._queue.put(request)

    def complete(self):
        self._queue.put(None)


def equal(expected, actual, what):
    assert expected == actual, f"{what}: expected {expected!r}, got {actual!r}"


def fails(call, code, message=None):
    try:
        call()
    except grpc.RpcError as error:
        equal(code, error.code(), f"status ({error.details()!r})")
        if message is not None:
            equal(message, error.details(), "status message")
        return error
    raise AssertionError(f"expected {code}, the call succeeded")


class Client:
    def __init__(self, m, target):
        self.m, self.target = m, target
        self.channel = grpc.insecure_channel(target)
        self.stub = Stub(m, self.channel)

    def large(self, **fields):
        return self.m.SimpleRequest(response_size=LARGE_RESPONSE, payload=payload(self.m, LARGE_REQUEST), **fields)

    def output(self, *sizes):
        m = self.m
        return m.StreamingOutputCallRequest(response_parameters=[m.ResponseParameters(size=s) for s in sizes])

    def empty_unary(self):
        equal(self.m.Empty(), self.stub.empty(self.m.Empty(), timeout=DEADLINE), "response")

    def large_unary(self):
        response = self.stub.unary(self.large(), timeout=DEADLINE)
        equal(b"\0" * LARGE_RESPONSE, response.payload.body, "payload")

    def client_compressed_unary(self):
        m, size = self.m, LARGE_RESPONSE
        # The probe: it says "compressed" and is not, so a server that checks refuses it.
        fails(lambda: self.stub.unary(self.large(expect_compressed=m.BoolValue(value=True)), timeout=DEADLINE), grpc.StatusCode.INVALID_ARGUMENT)
        for compressed in (True, False):
            response = self.stub.unary(self.large(expect_compressed=m.BoolValue(value=compressed)), timeout=DEADLINE,
                                       compression=grpc.Compression.Gzip if compressed else grpc.Compression.NoCompression)
            equal(size, len(response.payload.body), "payload size")

    def server_compressed_unary(self):
        for compressed in (True, False):
            response = self.stub.unary(self.large(response_compressed=self.m.BoolValue(value=compressed)), timeout=DEADLINE)
            equal(LARGE_RESPONSE, len(response.payload.body), "payload size")

    def client_streaming(self):
        requests = (self.m.StreamingInputCallRequest(payload=payload(self.m, s)) for s in (27182, 8, 1828, 45904))
        equal(74922, self.stub.input(requests, timeout=DEADLINE).aggregated_payload_size, "aggregated size")

    def client_compressed_streaming(self):
        m = self.m
        request = lambda size: m.StreamingInputCallRequest(payload=payload(m, size), expect_compressed=m.BoolValue(value=True))
        fails(lambda: self.stub.input(iter([request(27182)]), timeout=DEADLINE), grpc.StatusCode.INVALID_ARGUMENT)
        # The synchronous API compresses a stream as a whole.
        response = self.stub.input(iter([request(27182), request(45904)]), timeout=DEADLINE, compression=grpc.Compression.Gzip)
        equal(73086, response.aggregated_payload_size, "aggregated size")

    def server_streaming(self):
        sizes = [len(r.payload.body) for r in self.stub.output(self.output(31415, 9, 2653, 58979), timeout=DEADLINE)]
        equal([31415, 9, 2653, 58979], sizes, "payload sizes")

    def server_compressed_streaming(self):
        request = self.output(31415, 92653)
        for parameters, compressed in zip(request.response_parameters, (True, False)):
            parameters.compressed.value = compressed
        equal([31415, 92653], [len(r.payload.body) for r in self.stub.output(request, timeout=DEADLINE)], "payload sizes")

    def ping_pong(self):
        requests = Requests()
        responses = self.stub.duplex(iter(requests), timeout=DEADLINE)
        for size, sent in ((31415, 27182), (9, 8), (2653, 1828), (58979, 45904)):
            request = self.output(size)
            request.payload.CopyFrom(payload(self.m, sent))
            requests.write(request)
            equal(size, len(next(responses).payload.body), "payload size")
        requests.complete()
        equal([], list(responses), "further responses")

    def empty_stream(self):
        equal([], list(self.stub.duplex(iter(()), timeout=DEADLINE)), "responses")

    METADATA = (("x-grpc-test-echo-initial", "test_initial_metadata_value"), ("x-grpc-test-echo-trailing-bin", b"\xab\xab\xab"),
                ("x-grpc-test-echo-trailing-bin", b"\x00\xff,\x01"))

    def echoed(self, call):
        equal(["test_initial_metadata_value"], [v for k, v in call.initial_metadata() if k == "x-grpc-test-echo-initial"], "initial metadata")
        equal([b"\xab\xab\xab", b"\x00\xff,\x01"], [v for k, v in call.trailing_metadata() if k == "x-grpc-test-echo-trailing-bin"], "trailing metadata")

    def custom_metadata(self):
        _, call = self.stub.unary.with_call(self.large(), timeout=DEADLINE, metadata=self.METADATA)
        self.echoed(call)
        call = self.stub.duplex(iter([self.output(LARGE_RESPONSE)]), timeout=DEADLINE, metadata=self.METADATA)
        equal(1, len(list(call)), "responses")
        self.echoed(call)

    def status_code_and_message(self):
        m, status = self.m, self.m.EchoStatus(code=2, message="test status message")
        fails(lambda: self.stub.unary(m.SimpleRequest(response_status=status), timeout=DEADLINE), grpc.StatusCode.UNKNOWN, status.message)
        requests = iter([m.StreamingOutputCallRequest(response_status=status)])
        fails(lambda: list(self.stub.duplex(requests, timeout=DEADLINE)), grpc.StatusCode.UNKNOWN, status.message)

    def special_status_message(self):
        request = self.m.SimpleRequest(response_status=self.m.EchoStatus(code=2, message=SPECIAL))
        fails(lambda: self.stub.unary(request, timeout=DEADLINE), grpc.StatusCode.UNKNOWN, SPECIAL)

    def unimplemented_method(self):
        fails(lambda: self.stub.unimplemented(self.m.Empty(), timeout=DEADLINE), grpc.StatusCode.UNIMPLEMENTED)

    def unimplemented_service(self):
        fails(lambda: self.stub.unknown_service(self.m.Empty(), timeout=DEADLINE), grpc.StatusCode.UNIMPLEMENTED)

    def cancel_after_begin(self):
        requests = Requests()
        call = self.stub.input.future(iter(requests), timeout=DEADLINE)
        call.cancel()
        requests.complete()
        assert call.cancelled(), "not cancelled"
        equal(grpc.StatusCode.CANCELLED, call.code(), "status")

    def cancel_after_first_response(self):
        requests = Requests()
        request = self.output(31415)
        request.payload.CopyFrom(payload(self.m, 27182))
        requests.write(request)
        call = self.stub.duplex(iter(requests), timeout=DEADLINE)
        next(call)
        call.cancel()
        fails(lambda: next(call), grpc.StatusCode.CANCELLED)
        requests.complete()

    def timeout_on_sleeping_server(self):
        requests = Requests()
        requests.write(self.m.StreamingOutputCallRequest(payload=payload(self.m, 27182)))
        call = self.stub.duplex(iter(requests), timeout=0.001)
        fails(lambda: next(call), grpc.StatusCode.DEADLINE_EXCEEDED)
        requests.complete()

    def concurrent_large_unary(self):
        for call in [self.stub.unary.future(self.large(), timeout=DEADLINE) for _ in range(50)]:
            equal(LARGE_RESPONSE, len(call.result().payload.body), "payload size")

    def rpc_soak(self):
        for _ in range(100):
            self.large_unary()

    def channel_soak(self):
        for _ in range(20):
            self.channel.close()
            # A subchannel of its own each time: without the option the core reuses the connection.
            self.channel = grpc.insecure_channel(self.target, options=[("grpc.use_local_subchannel_pool", 1)])
            self.stub = Stub(self.m, self.channel)
            self.large_unary()


def main(schema, mode, *arguments):
    m = Schema(schema)
    if mode == "server":
        serve(m)
        return 0
    target, case = arguments
    client = Client(m, target)
    try:
        getattr(client, case)()
        return 0
    except (AssertionError, grpc.RpcError) as error:
        print(f"{case}: {error!r}", file=sys.stderr)
        return 1
    finally:
        client.channel.close()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
