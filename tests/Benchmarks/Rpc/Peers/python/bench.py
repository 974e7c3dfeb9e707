"""Load with Google's C core, as interop.py does its cases.

    bench.py SCHEMA server                                         prints "LISTENING <port>", ends when stdin does
    bench.py SCHEMA client HOST:PORT KIND SIZE CONCURRENCY WARMUP SECONDS   prints one line of JSON

KIND is unary (calls are counted) or stream (messages of a server stream are counted).
"""
import json
import sys
import threading
import time
from concurrent import futures

import grpc
from interop import SERVICE, Schema, Stub, payload

MESSAGES_A_CALL = 1000


def serve(m):
    responses = {}

    def unary(request, context):
        size = request.response_size
        if size not in responses:
            responses[size] = m.SimpleResponse(payload=payload(m, size))
        return responses[size]

    def stream(request, context):
        response = m.StreamingOutputCallResponse(payload=payload(m, request.response_parameters[0].size))
        for _ in request.response_parameters:
            yield response

    out = lambda message: message.SerializeToString()
    server = grpc.server(futures.ThreadPoolExecutor(16))
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(SERVICE, {
        "UnaryCall": grpc.unary_unary_rpc_method_handler(unary, m.SimpleRequest.FromString, out),
        "StreamingOutputCall": grpc.unary_stream_rpc_method_handler(stream, m.StreamingOutputCallRequest.FromString, out),
    }),))
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print("LISTENING", port, flush=True)
    sys.stdin.read()
    server.stop(None).wait()


def load(m, target, kind, size, concurrency, warmup, seconds):
    stub = Stub(m, grpc.insecure_channel(target))
    begin = time.perf_counter() + warmup
    end = begin + seconds
    times, counts = [], []

    def unary():
        request = m.SimpleRequest(response_size=size, payload=payload(m, size))
        own, count = [], 0
        while (started := time.perf_counter()) < end:
            stub.unary(request)
            now = time.perf_counter()
            if begin <= started and now <= end:
                own.append(now - started)
                count += 1
        times.extend(own)
        counts.append(count)

    def stream():
        request = m.StreamingOutputCallRequest(response_parameters=[m.ResponseParameters(size=size)] * MESSAGES_A_CALL)
        count = 0
        while time.perf_counter() < end:
            for _ in stub.output(request):
                if begin <= time.perf_counter() <= end:
                    count += 1
        counts.append(count)

    workers = [threading.Thread(target=unary if kind == "unary" else stream) for _ in range(concurrency)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    times.sort()
    at = lambda part: times[int(len(times) * part)] * 1e6 if times else 0
    print(json.dumps({"Rate": sum(counts) / seconds, "Median": at(0.5), "P99": at(0.99)}))


schema, mode, *arguments = sys.argv[1:]
if mode == "server":
    serve(Schema(schema))
else:
    target, kind, *numbers = arguments
    load(Schema(schema), target, kind, int(numbers[0]), int(numbers[1]), float(numbers[2]), float(numbers[3]))
