// The line sends a request twice, as a connection that broke or a proxy that tries again
// does: whenever the second one comes, it has no effect of its own.

import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import { LAN, SITTING, allSent, applicants, atWork, attach, consistent, decode, record, scan, setUp, stream, test, uploads } from "./lib/index.js";

const NAMES = ["Vừ Thị Lặp", "Vừ Thị Lại"];
const goOnline = (page) => page.evaluate(() => dispatchEvent(new Event("online")));

/** The rulings of an answer to an exchange, by name and count. */
function rulings({ headers, body }) {
  const [, , payload] = decode(headers["content-encoding"] === "gzip" ? gunzipSync(body) : body);
  const [, , , rulings] = decode(payload);
  return rulings.map(([count, ruling]) => [count, ...Object.keys(ruling)]);
}

async function atDesk(t) {
  const counter = await setUp(t);
  const device = await counter.device();
  const page = await atWork(device, counter.url, LAN);
  await allSent(page);
  return { ...counter, device, page };
}

test("R1 A1: an exchange that the line repeats, at once or later, has one effect", async (t) => {
  const { server, proxy, url, device, page } = await atDesk(t);
  for (const [at, late] of [false, true].entries()) {
    proxy.refuse();
    await record(page, url, [{ name: NAMES[at] }]);
    const repeat = proxy.repeat({ match: "POST /api/v1/exchange", late });
    proxy.pass();
    await goOnline(page);
    const answer = await repeat.answer;
    await allSent(page);
    assert.equal(answer.status, 200);
    const told = rulings(answer);
    t.diagnostic(`${late ? "later" : "at once"}: ${JSON.stringify(told)}`);
    assert.equal(told.reduce((sum, [count]) => sum + count, 0), SITTING, "the repeated one carried all");
    if (late) assert.deepEqual(told, [[SITTING, "duplicate"]]);
    assert.equal((await stream(server)).length, 3 * (at + 1));
    assert.deepEqual(await consistent(page), { waiting: 0, confirmed: 3 * (at + 1) });
  }
  assert.deepEqual(await applicants(server), NAMES);
  assert.deepEqual(device.errors, []);
});

test("F5: a part of an attachment that the line repeats is kept once", async (t) => {
  const { proxy, url, server, device, page } = await atDesk(t);
  await record(page, url, [{ name: NAMES[0] }]);
  await allSent(page);
  for (const late of [false, true]) {
    const repeat = proxy.repeat({ match: "PATCH /api/v1/attachments/", late });
    const seen = uploads(page);
    await attach(page, `Giấy ${late}`, await scan(page, { width: 1240, height: 1754 }));
    const { status } = await repeat.answer;
    if (late) assert.equal(status, 409);
    await page.getByText("Các tệp đính kèm tại máy này đã lên máy chủ.").waitFor({ timeout: 60_000 });
    const { attached: [{ size_bytes: size }] } = (await stream(server)).at(-1).event;
    t.diagnostic(`${late ? "later" : "at once"}: ${status}; parts ${JSON.stringify(seen.parts)}`);
    assert.equal(Math.max(...seen.parts.map(([, end]) => end)), size, "it is whole, and what was announced");
    page.removeAllListeners("request").removeAllListeners("response");
  }
  assert.deepEqual(device.errors, []);
});
