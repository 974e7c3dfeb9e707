'use strict';
// The interop cases with @grpc/grpc-js: client and server.
//
//   interop.js PROTO server                   prints "LISTENING <port>", ends when stdin does
//   interop.js PROTO client HOST:PORT CASE    exit code 0, or 1 with the reason on stderr
//
// PROTO is interop.proto itself, read by @grpc/proto-loader. The packages are found by NODE_PATH.
const assert = require('assert/strict');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const LARGE_REQUEST = 271828;
const LARGE_RESPONSE = 314159;
const SPECIAL = '\t\ntest with whitespace\r\nand Unicode BMP \u263a and non-BMP \u{1f608}\t\n';
const GZIP = { 'grpc.default_compression_algorithm': 2 };

const load = proto => grpc.loadPackageDefinition(loader.loadSync(proto, { keepCase: true, enums: String })).grpc.testing;
const payload = size => ({ body: Buffer.alloc(size) });
const deadline = () => ({ deadline: Date.now() + 60_000 }); // guards against hangs only
const pause = microseconds => new Promise(done => setTimeout(done, microseconds / 1000));

// ---------------------------------------------------------------- server

function echoMetadata(call) {
  const initial = new grpc.Metadata();
  const trailing = new grpc.Metadata();
  for (const value of call.metadata.get('x-grpc-test-echo-initial')) initial.add('x-grpc-test-echo-initial', value);
  for (const value of call.metadata.get('x-grpc-test-echo-trailing-bin')) trailing.add('x-grpc-test-echo-trailing-bin', value);
  call.sendMetadata(initial);
  return trailing;
}

const failure = request => request.response_status?.code
  ? { code: request.response_status.code, details: request.response_status.message }
  : null;

async function writeResponses(call, request) {
  for (const parameters of request.response_parameters ?? []) {
    if (parameters.interval_us) await pause(parameters.interval_us);
    if (call.cancelled) return;
    const more = call.write({ payload: payload(parameters.size) }); // grpc-js's server never compresses
    if (!more) await Promise.race([new Promise(r => call.once('drain', r)), new Promise(r => call.once('cancelled', r))]);
  }
}

const server = {
  EmptyCall: (_, done) => done(null, {}),

  UnaryCall(call, done) {
    const trailing = echoMetadata(call);
    const error = failure(call.request);
    if (error) return done({ ...error, metadata: trailing });
    done(null, { payload: payload(call.request.response_size) }, trailing);
  },

  async StreamingOutputCall(call) {
    await writeResponses(call, call.request);
    const error = failure(call.request);
    if (error) call.emit('error', error);
    else call.end();
  },

  StreamingInputCall(call, done) {
    let size = 0;
    call.on('data', request => { size += request.payload.body.length; });
    call.on('end', () => done(null, { aggregated_payload_size: size }));
    call.on('error', () => {});
  },

  FullDuplexCall(call) {
    const trailing = echoMetadata(call);
    // One request after the other; an async iterator would destroy the stream at the requests' end, before the responses'.
    let last = Promise.resolve();
    call.on('data', request => {
      last = last.then(async () => {
        await writeResponses(call, request);
        const error = failure(request);
        if (error) call.emit('error', { ...error, metadata: trailing });
      });
    });
    call.on('end', () => last.then(() => call.end(trailing)));
    call.on('error', () => {});
  },
};

function serve(testing) {
  const { UnimplementedCall, ...known } = testing.TestService.service;
  const host = new grpc.Server();
  host.addService(known, server);
  host.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    console.log('LISTENING', port);
  });
  process.stdin.resume();
  process.stdin.on('end', () => host.forceShutdown());
}

// ---------------------------------------------------------------- client

const unary = (client, method, request, metadata = new grpc.Metadata()) => new Promise(resolve => {
  const result = {};
  const call = client[method](request, metadata, deadline(), (error, response) => { result.error = error; result.response = response; });
  call.on('metadata', m => { result.initial = m; });
  call.on('status', status => resolve({ ...result, status }));
});

const succeeded = result => { assert.equal(result.status.code, grpc.status.OK, result.status.details); return result.response; };

function failed(result, code, details) {
  assert.equal(result.status.code, code, `status ${result.status.code} '${result.status.details}'`);
  if (details !== undefined) assert.equal(result.status.details, details);
}

// Collects a stream of responses up to its status.
function collect(call) {
  const result = { responses: [] };
  call.on('data', r => result.responses.push(r));
  call.on('metadata', m => { result.initial = m; });
  call.on('error', () => {});
  return new Promise(resolve => call.on('status', status => resolve({ ...result, status })));
}

function sendAll(client, requests) {
  return new Promise(resolve => {
    const result = {};
    const call = client.StreamingInputCall(new grpc.Metadata(), deadline(), (error, response) => { result.response = response; });
    call.on('status', status => resolve({ ...result, status }));
    call.on('error', () => {});
    requests.forEach(request => call.write(request));
    call.end();
  });
}

const large = fields => ({ response_size: LARGE_RESPONSE, payload: payload(LARGE_REQUEST), ...fields });
const output = (...sizes) => ({ response_parameters: sizes.map(size => ({ size })) });
const sizes = responses => responses.map(r => r.payload.body.length);

class Client {
  constructor(testing, target) {
    Object.assign(this, { testing, target, opened: [] });
    this.stub = this.open();
  }

  open(options = {}, service = this.testing.TestService) {
    const stub = new service(this.target, grpc.credentials.createInsecure(), options);
    this.opened.push(stub);
    return stub;
  }

  close() { this.opened.forEach(stub => stub.close()); }

  async empty_unary() { assert.deepEqual(succeeded(await unary(this.stub, 'EmptyCall', {})), {}); }

  async large_unary(stub = this.stub) {
    const response = succeeded(await unary(stub, 'UnaryCall', large()));
    assert.ok(response.payload.body.equals(Buffer.alloc(LARGE_RESPONSE)), 'payload');
  }

  async client_compressed_unary() {
    // The probe: it says "compressed" and is not, so a server that checks refuses it.
    failed(await unary(this.stub, 'UnaryCall', large({ expect_compressed: { value: true } })), grpc.status.INVALID_ARGUMENT);
    for (const value of [true, false]) {
      const stub = this.open(value ? GZIP : {});
      assert.equal(succeeded(await unary(stub, 'UnaryCall', large({ expect_compressed: { value } }))).payload.body.length, LARGE_RESPONSE);
    }
  }

  async server_compressed_unary() {
    for (const value of [true, false])
      assert.equal(succeeded(await unary(this.stub, 'UnaryCall', large({ response_compressed: { value } }))).payload.body.length, LARGE_RESPONSE);
  }

  async client_streaming() {
    const requests = [27182, 8, 1828, 45904].map(size => ({ payload: payload(size) }));
    assert.equal(succeeded(await sendAll(this.stub, requests)).aggregated_payload_size, 74922);
  }

  async client_compressed_streaming() {
    const request = size => ({ payload: payload(size), expect_compressed: { value: true } });
    failed(await sendAll(this.stub, [request(27182)]), grpc.status.INVALID_ARGUMENT);
    // Streams are compressed as a whole: Node refuses the flags that grpc-js takes in the place of a text encoding.
    assert.equal(succeeded(await sendAll(this.open(GZIP), [request(27182), request(45904)])).aggregated_payload_size, 73086);
  }

  async server_streaming() {
    const result = await collect(this.stub.StreamingOutputCall(output(31415, 9, 2653, 58979), deadline()));
    succeeded(result);
    assert.deepEqual(sizes(result.responses), [31415, 9, 2653, 58979]);
  }

  async server_compressed_streaming() {
    const request = { response_parameters: [{ size: 31415, compressed: { value: true } }, { size: 92653, compressed: { value: false } }] };
    const result = await collect(this.stub.StreamingOutputCall(request, deadline()));
    succeeded(result);
    assert.deepEqual(sizes(result.responses), [31415, 92653]);
  }

  async ping_pong() {
    const call = this.stub.FullDuplexCall(deadline());
    const status = new Promise(resolve => call.on('status', resolve));
    const responses = call[Symbol.asyncIterator]();
    for (const [size, sent] of [[31415, 27182], [9, 8], [2653, 1828], [58979, 45904]]) {
      call.write({ ...output(size), payload: payload(sent) });
      assert.equal((await responses.next()).value.payload.body.length, size);
    }
    call.end();
    assert.equal((await responses.next()).done, true);
    assert.equal((await status).code, grpc.status.OK);
  }

  async empty_stream() {
    const call = this.stub.FullDuplexCall(deadline());
    call.end();
    const result = await collect(call);
    succeeded(result);
    assert.deepEqual(result.responses, []);
  }

  async custom_metadata() {
    const binary = [Buffer.from([0xab, 0xab, 0xab]), Buffer.from([0x00, 0xff, 0x2c, 0x01])];
    const metadata = new grpc.Metadata();
    metadata.add('x-grpc-test-echo-initial', 'test_initial_metadata_value');
    binary.forEach(value => metadata.add('x-grpc-test-echo-trailing-bin', value));
    const check = result => {
      succeeded(result);
      assert.deepEqual(result.initial.get('x-grpc-test-echo-initial'), ['test_initial_metadata_value']);
      assert.deepEqual(result.status.metadata.get('x-grpc-test-echo-trailing-bin'), binary);
    };
    check(await unary(this.stub, 'UnaryCall', large(), metadata));
    const call = this.stub.FullDuplexCall(metadata, deadline());
    call.write(output(LARGE_RESPONSE));
    call.end();
    check(await collect(call));
  }

  async status_code_and_message() {
    const response_status = { code: 2, message: 'test status message' };
    failed(await unary(this.stub, 'UnaryCall', { response_status }), 2, response_status.message);
    const call = this.stub.FullDuplexCall(deadline());
    call.write({ response_status });
    call.end();
    failed(await collect(call), 2, response_status.message);
  }

  async special_status_message() {
    failed(await unary(this.stub, 'UnaryCall', { response_status: { code: 2, message: SPECIAL } }), 2, SPECIAL);
  }

  async unimplemented_method() { failed(await unary(this.stub, 'UnimplementedCall', {}), grpc.status.UNIMPLEMENTED); }

  async unimplemented_service() {
    failed(await unary(this.open({}, this.testing.UnimplementedService), 'UnimplementedCall', {}), grpc.status.UNIMPLEMENTED);
  }

  async cancel_after_begin() {
    const result = {};
    const call = this.stub.StreamingInputCall(new grpc.Metadata(), deadline(), error => { result.error = error; });
    const status = new Promise(resolve => call.on('status', resolve));
    call.cancel();
    assert.equal((await status).code, grpc.status.CANCELLED);
  }

  async cancel_after_first_response() {
    const call = this.stub.FullDuplexCall(deadline());
    const status = new Promise(resolve => call.on('status', resolve));
    call.on('error', () => {});
    call.on('data', () => call.cancel());
    call.write({ ...output(31415), payload: payload(27182) });
    assert.equal((await status).code, grpc.status.CANCELLED);
  }

  async timeout_on_sleeping_server() {
    const call = this.stub.FullDuplexCall({ deadline: Date.now() + 1 });
    call.write({ payload: payload(27182) });
    failed(await collect(call), grpc.status.DEADLINE_EXCEEDED);
  }

  async concurrent_large_unary() { await Promise.all(Array.from({ length: 50 }, () => this.large_unary())); }

  async rpc_soak() { for (let i = 0; i < 100; i++) await this.large_unary(); }

  async channel_soak() {
    for (let i = 0; i < 20; i++) {
      // A subchannel of its own each time: without the option grpc-js reuses the connection.
      const stub = this.open({ 'grpc.use_local_subchannel_pool': 1 });
      await this.large_unary(stub);
      stub.close();
    }
  }
}

function main([proto, mode, target, name]) {
  const testing = load(proto);
  if (mode === 'server') {
    serve(testing);
    return;
  }
  const client = new Client(testing, target);
  client[name]().then(
    () => client.close(),
    error => {
      console.error(`${name}: ${error.stack}`);
      process.exitCode = 1;
      client.close();
    });
}

module.exports = { load, payload };
if (require.main === module) main(process.argv.slice(2));
