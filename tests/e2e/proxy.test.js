// The fault proxy itself: a tool that other specs believe must be believable.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import { afterEach, beforeEach } from "node:test";
import { test } from "./lib/ending.js";
import { FaultProxy } from "./lib/proxy.js";

const BODY = "x".repeat(10_000);
let target;
let received;
let proxy;

beforeEach(async () => {
  received = [];
  target = createServer((request, response) => {
    let size = 0;
    request.on("data", (piece) => (size += piece.length));
    request.on("error", () => {});
    request.on("end", () => {
      received.push({ url: request.url, size });
      response.end("answer");
    });
  });
  target.on("clientError", (_, socket) => socket.destroy());
  await once(target.listen(0, "127.0.0.1"), "listening");
  proxy = await FaultProxy.start(target.address().port);
});

afterEach(async () => {
  await proxy.dispose();
  target.closeAllConnections();
  target.close();
});

const push = () => fetch(`${proxy.url}/push`, { method: "POST", body: BODY, signal: AbortSignal.timeout(5_000) });

test("passes both ways and counts", async () => {
  const response = await push();
  assert.equal(await response.text(), "answer");
  assert.equal(received[0].size, BODY.length);
  assert.ok(proxy.bytes.up > BODY.length && proxy.bytes.down > "answer".length);
});

for (const afterBytes of [0, 1, 150, 5_000]) {
  test(`cuts a request after ${afterBytes} bytes, once`, async () => {
    const trap = proxy.trap({ match: "POST /push", direction: "up", afterBytes });
    await assert.rejects(push());
    await trap.sprung;
    assert.equal(proxy.bytes.up, afterBytes);
    assert.deepEqual(received, []);
    assert.equal((await push()).status, 200);
  });
}

test("cuts before the answer: the server has done it, the browser does not know", async () => {
  let ran = false;
  const trap = proxy.trap({ match: "POST /push", direction: "down", afterBytes: 0, then: () => (ran = true) });
  await assert.rejects(push());
  await trap.sprung;
  assert.ok(ran);
  assert.equal(proxy.bytes.down, 0);
  assert.equal(received[0].size, BODY.length);
});

test("leaves requests alone that do not match", async () => {
  proxy.trap({ match: "POST /other", direction: "up", afterBytes: 0 });
  assert.equal((await push()).status, 200);
});

for (const late of [false, true]) {
  test(`repeats a request ${late ? "when it is answered" : "while it is sent"}, once; the browser hears one answer`, async () => {
    const repeat = proxy.repeat({ match: "POST /push", late });
    assert.equal(await (await fetch(proxy.url)).text(), "answer");
    assert.equal(await (await push()).text(), "answer");
    const { status, body } = await repeat.answer;
    assert.deepEqual([status, body.toString()], [200, "answer"]);
    assert.equal((await push()).status, 200);
    const twice = { url: "/push", size: BODY.length };
    assert.deepEqual(received, [{ url: "/", size: 0 }, twice, twice, twice]);
  });
}

test("refuses, swallows and delays, and recovers", async () => {
  proxy.refuse();
  await assert.rejects(push());
  proxy.blackhole();
  await assert.rejects(fetch(proxy.url, { signal: AbortSignal.timeout(200) }), { name: "TimeoutError" });
  proxy.delay(150);
  const start = performance.now();
  assert.equal((await push()).status, 200);
  assert.ok(performance.now() - start >= 300, "150 ms each way");
  proxy.pass();
  assert.equal((await push()).status, 200);
});
