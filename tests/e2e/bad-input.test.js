// What no browser of ours sends, over real HTTP: a clear 4xx with a reason
// (RFC 9457), nothing written, the server alive.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { request as httpRequest } from "node:http";
import { gzipSync } from "node:zlib";
import { LAN, ProtocolDevice, Server, encode, sha256, stream, test, uuid } from "./lib/index.js";

let server;
let device;

before(async () => {
  server = await Server.start();
  device = await ProtocolDevice.signIn(server.url, LAN);
  await device.exchange([device.envelope(device.reception({ name: "Lò Văn Thật" }))]);
});

after(() => server?.dispose());

/** The answer is this problem, and the server holds what it held before. */
async function refused(response, status, kind, detail) {
  const text = await response.text();
  assert.equal(response.status, status, text);
  assert.equal(response.headers.get("content-type"), "application/problem+json");
  const problem = JSON.parse(text);
  assert.equal(problem.type, `urn:khongcho:problem:${kind}`);
  assert.equal(problem.status, status);
  assert.ok(problem.title, "it has a title");
  assert.match(problem.detail, detail);
  assert.equal((await stream(server)).length, 1, "nothing was written");
  assert.equal((await fetch(`${server.url}/healthz`)).status, 200, "the server is alive");
}

/** A good envelope that was never sent; the device's chain does not move. */
function unsent(options, event = device.reception({ name: "Lò Văn Thử" })) {
  const { sequence, previous } = device;
  const bytes = device.envelope(event, options);
  Object.assign(device, { sequence, previous });
  return bytes;
}

const send = async (envelopes, options) => device.post(await device.sign(device.payload(envelopes, options)));

test("no CBOR at all", async () => {
  await refused(await device.post(Buffer.from("xin chào")), 400, "malformed", /cannot be read/);
});

test("an empty body", async () => {
  await refused(await device.post(Buffer.alloc(0)), 400, "malformed", /cannot be read/);
});

test("CBOR cut short, and CBOR with bytes after its end", async () => {
  const message = await device.sign(device.payload([unsent()]));
  await refused(await device.post(message.subarray(0, message.length - 20)), 400, "malformed", /cannot be read/);
  await refused(await device.post(Buffer.concat([message, Buffer.of(0)])), 400, "malformed", /cannot be read/);
});

test("CBOR that claims to be longer than the machine's memory, and CBOR of ten thousand brackets", async () => {
  await refused(await device.post(Buffer.from("9bffffffffffffffff", "hex")), 400, "malformed", /cannot be read/);
  await refused(await device.post(Buffer.from("5b7fffffffffffffff00", "hex")), 400, "malformed", /cannot be read/);
  await refused(await device.post(Buffer.alloc(10_000, 0x81)), 400, "malformed", /cannot be read/);
});

test("an exchange of a version that is not known", async () => {
  await refused(await send([], { version: 2 }), 422, "unknown-version", /2/);
});

test("an envelope of a version, and an event of a schema, that is not known", async () => {
  await refused(await send([unsent({ version: 9 })]), 422, "unknown-version", /9/);
  await refused(await send([unsent({ schema: 99 })]), 422, "unknown-version", /99/);
});

test("one bad envelope refuses the good ones beside it", async () => {
  await refused(await send([unsent(), Buffer.from("83010203", "hex")]), 400, "malformed", /cannot be read/);
});

test("an event of a kind that does not exist", async () => {
  await refused(await send([unsent({}, "burnt")]), 400, "malformed", /cannot be read/);
});

test("an envelope over its limit, a request with too many, a body over its limit", async () => {
  const long = device.reception({ name: "Lò".repeat(40_000) });
  await refused(await send([unsent({}, long)]), 413, "too-large", /65536|limit|64/);
  const small = unsent();
  await refused(await send(Array.from({ length: 2_001 }, () => small)), 413, "too-large", /2000/);
  await refused(await device.post(Buffer.alloc(5 * 1024 * 1024)), 413, "too-large", /./);
});

test("a body that unpacks to more than its limit", async () => {
  const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024));
  assert.ok(bomb.length < 1024 * 1024);
  await refused(await device.post(bomb, { "content-encoding": "gzip" }), 413, "too-large", /unpacked/);
});

test("a packed body that is not packed, and a packing that is not known", async () => {
  await refused(await device.post(Buffer.from("no gzip"), { "content-encoding": "gzip" }), 400, "malformed", /gzip/);
  await refused(await device.post(Buffer.from("?"), { "content-encoding": "zstd" }), 415, "media-type", /gzip/);
});

test("a wrong content type, and none", async () => {
  await refused(await device.post(Buffer.from("{}"), { "content-type": "application/json" }), 415, "media-type", /application\/cose/);
  await refused(await device.post(Buffer.from("{}"), { "content-type": "" }), 415, "media-type", /application\/cose/);
});

test("a signature over something else, by someone else, for something else", async () => {
  const payload = device.payload([unsent()]);
  const message = await device.sign(payload);
  message[message.length - 1] ^= 1;
  await refused(await device.post(message), 401, "bad-signature", /signature/);
  await refused(await device.post(await device.sign(payload, "khongcho/exchange/answer")), 401, "bad-signature", /signature/);
  const stranger = await ProtocolDevice.signIn(server.url, LAN);
  await refused(await device.post(await stranger.sign(payload)), 401, "bad-signature", /signature/);
});

test("an envelope of another device, passed off as one's own", async () => {
  const other = await ProtocolDevice.signIn(server.url, LAN);
  const theirs = other.envelope(other.reception({ name: "Của Người Khác" }));
  await refused(await send([theirs]), 422, "impossible", /device/);
});

test("a cursor beyond the end of the stream", async () => {
  await refused(await send([], { after: 1_000 }), 409, "other-history", /1000.*ends at \d+/);
});

test("a sequence number of zero", async () => {
  const parts = [1, uuid(), device.unit, device.id, 0, device.officer, uuid(), Date.now(), Date.now(), null, sha256(Buffer.alloc(0)), 1];
  await refused(await send([encode([...parts, encode("resolved")])]), 422, "impossible", /sequence/);
});

const signIn = (body, headers = { "content-type": "application/json" }) =>
  fetch(`${server.url}/api/v1/session`, { method: "POST", headers, body });

test("signing in with malformed JSON, missing fields, another type, too much", async () => {
  await refused(await signIn('{"login": "lan", '), 400, "malformed", /JSON|json|EOF/);
  await refused(await signIn('{"login": "lan"}'), 400, "malformed", /missing field/);
  await refused(await signIn('{"login": 7, "password": null}'), 400, "malformed", /invalid type|string/);
  await refused(await signIn("login=lan", { "content-type": "application/x-www-form-urlencoded" }), 415, "media-type", /content-type|Content-Type|json/i);
  await refused(await signIn(`{"login": "${"a".repeat(5_000_000)}"}`), 413, "too-large", /./);
});

test("signing in with a wrong password or a key that is none", async () => {
  const body = (password, key) =>
    JSON.stringify({ login: "lan", password, device: { id: "0190aaaa-0000-7000-8000-000000000001", public_key: key } });
  const key = (await ProtocolDevice.signIn(server.url, LAN)).publicKey;
  await refused(await signIn(body("sai", key)), 401, "wrong-credentials", /wrong/);
  await refused(await signIn(body("khongcho", "AAAA")), 422, "impossible", /public_key/);
});

test("addresses and methods that the API does not know", async () => {
  await refused(await fetch(`${server.url}/api/v1/nothing`), 404, "not-found", /nothing/);
  await refused(await fetch(`${server.url}/api/v1/exchange`), 405, "method", /method/);
  await refused(await fetch(`${server.url}/api/v1/hints`), 401, "signed-out", /sign in/);
});

test("HTTP itself broken: the connection ends, the server does not", async () => {
  const broken = await new Promise((resolve, reject) => {
    const request = httpRequest({ port: server.port, host: "127.0.0.1", method: "POST", path: "/api/v1/exchange", headers: { "content-length": "5000" } });
    request.on("error", (error) => resolve(error.code ?? error.message));
    request.on("response", reject);
    request.write("only this");
    setTimeout(() => request.destroy(), 50);
  });
  assert.ok(broken);
  assert.equal((await stream(server)).length, 1);
});

test("after all that, a good request is a good request", async () => {
  await device.pull();
  const before = device.after;
  const answer = await device.exchange([device.envelope(device.reception({ name: "Lò Văn Sau" }))]);
  assert.deepEqual(answer.rulings, [{ accepted: { position: before + 1 } }]);
});
