// A long push on a line that breaks: what had arrived whole is not sent again.

import assert from "node:assert/strict";
import { LAN, allSent, applicants, atWork, consistent, longText, record, setUp, stream, test, until } from "./lib/index.js";

const EXCHANGE = "/api/v1/exchange";
const COUNT = 70;
/** More than a first request ever takes, less than the second one here. */
const CUT_AT_BYTES = 26_000;

test("C6 C8 X9: of a push that is cut half-way, what had come is asked for and not sent again", async (t) => {
  const { server, proxy, url, device: open } = await setUp(t);
  const device = await open();
  const page = await atWork(device, url, LAN);
  await allSent(page);
  const sizes = [];
  page.on("request", (request) => {
    if (request.url().endsWith(EXCHANGE)) sizes.push(request.postDataBuffer()?.length ?? 0);
  });
  await device.context.route(`**${EXCHANGE}`, (route) => route.abort());
  const people = Array.from({ length: COUNT }, (_, at) => ({ name: `Giàng ${longText(at)}` }));
  await record(page, url, people);
  let kept;
  const trap = proxy.trap({
    match: `POST ${EXCHANGE}`,
    afterBytes: CUT_AT_BYTES,
    then: async () => (kept = (await stream(server)).length),
  });
  await device.context.unroute(`**${EXCHANGE}`);
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await trap.sprung;
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await until(async () => (await stream(server)).length === 3 * COUNT, "everything has come", { timeoutMs: 40_000 });
  await allSent(page);

  const [cut, asked, ...rest] = sizes.slice(sizes.findIndex((size) => size > CUT_AT_BYTES));
  t.diagnostic(`${cut}, ${asked}, ${rest.join(", ")} bytes; ${kept} of ${3 * COUNT} events had come when the line was cut`);
  assert.ok(asked < 1_000, "the next one carries nothing");
  const again = rest.reduce((sum, size) => sum + size, 0) + CUT_AT_BYTES - cut;
  assert.ok(again < cut / 3, "less than a message and what is around it is sent twice");
  assert.equal((await applicants(server)).length, COUNT);
  assert.deepEqual(await consistent(page), { waiting: 0, confirmed: 3 * COUNT });
  assert.deepEqual(device.errors, []);
});
