'use strict';
// Load with @grpc/grpc-js, as interop.js does its cases.
//
//   bench.js PROTO server                                          prints "LISTENING <port>", ends when stdin does
//   bench.js PROTO client HOST:PORT KIND SIZE CONCURRENCY WARMUP SECONDS    prints one line of JSON
//
// KIND is unary (calls are counted) or stream (messages of a server stream are counted).
const grpc = require('@grpc/grpc-js');
const { load, payload } = require('./interop.js');

const MESSAGES_A_CALL = 1000;

function serve(testing) {
  const responses = new Map();
  const response = size => {
    if (!responses.has(size)) responses.set(size, { payload: payload(size) });
    return responses.get(size);
  };
  const { UnaryCall, StreamingOutputCall } = testing.TestService.service;
  const host = new grpc.Server();
  host.addService({ UnaryCall, StreamingOutputCall }, {
    UnaryCall: (call, done) => done(null, response(call.request.response_size)),
    async StreamingOutputCall(call) {
      for (const { size } of call.request.response_parameters)
        if (!call.write(response(size))) await new Promise(resolve => call.once('drain', resolve));
      call.end();
    },
  });
  host.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    console.log('LISTENING', port);
  });
  process.stdin.resume();
  process.stdin.on('end', () => host.forceShutdown());
}

async function run(testing, target, kind, size, concurrency, warmup, seconds) {
  const client = new testing.TestService(target, grpc.credentials.createInsecure());
  const now = () => Number(process.hrtime.bigint()) / 1e9;
  const begin = now() + warmup;
  const end = begin + seconds;
  const times = [];
  let count = 0;

  async function unary() {
    const request = { response_size: size, payload: payload(size) };
    for (let started = now(); started < end; started = now()) {
      await new Promise((resolve, reject) => client.UnaryCall(request, error => error ? reject(error) : resolve()));
      const done = now();
      if (begin <= started && done <= end) {
        times.push(done - started);
        count++;
      }
    }
  }

  async function stream() {
    const request = { response_parameters: Array.from({ length: MESSAGES_A_CALL }, () => ({ size })) };
    while (now() < end) {
      await new Promise((resolve, reject) => {
        const call = client.StreamingOutputCall(request);
        call.on('data', () => { const t = now(); if (begin <= t && t <= end) count++; });
        call.on('end', resolve);
        call.on('error', reject);
      });
    }
  }

  await Promise.all(Array.from({ length: concurrency }, () => kind === 'unary' ? unary() : stream()));
  client.close();
  times.sort((a, b) => a - b);
  const at = part => times.length ? times[Math.floor(times.length * part)] * 1e6 : 0;
  console.log(JSON.stringify({ Rate: count / seconds, Median: at(0.5), P99: at(0.99) }));
}

const [proto, mode, target, kind, ...numbers] = process.argv.slice(2);
if (mode === 'server') serve(load(proto));
else run(load(proto), target, kind, ...numbers.map(Number));
