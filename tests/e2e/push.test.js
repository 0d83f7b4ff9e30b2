// A long push over a slow line: how far it is, and a pause that loses nothing.

import assert from "node:assert/strict";
import { LAN, SITTING, allSent, atWork, goTo, people, record, rows, says, setUp, stream, test, until } from "./lib/index.js";

const MANY = people(60, "Sùng A");
/** L3. */
const REQUEST_BYTES_MAX = 4 << 20;
const goOnline = (page) => page.evaluate(() => dispatchEvent(new Event("online")));
const exchanged = (page) => page.waitForResponse((response) => response.url().endsWith("/api/v1/exchange"));

test("C3 C6 C7: paused, a device sends nothing and hears all; going on, a backlog shows what is left and how long it takes", async (t) => {
  const { server, proxy, url, device: open } = await setUp(t);
  const device = await open();
  const page = await atWork(device, url, LAN);
  await allSent(page);
  let tries = 0;
  await device.context.route("**/api/v1/exchange", (route) => ((tries += 1), route.abort()));
  await record(page, url, MANY);
  await until(() => tries >= 3, "it was tried in vain", { timeoutMs: 30_000 });
  const all = MANY.length * SITTING;
  const waiting = async () => (await rows(page)).outbox;
  assert.equal(await waiting(), all);
  const follower = await device.page(`${url}/dong-bo`);
  await goTo(page, "Đồng bộ");
  await page.getByRole("button", { name: "Tạm dừng gửi" }).click();
  await page.getByText(/Đã tạm dừng gửi/).waitFor();
  await follower.getByText(/Đã tạm dừng gửi/).waitFor();

  // Exchanges go on, and carry nothing up.
  await device.context.unroute("**/api/v1/exchange");
  const asked = exchanged(page);
  await page.getByRole("button", { name: "Đồng bộ ngay" }).click();
  await asked;
  await says(page, /Tạm dừng gửi · \d+ hồ sơ chờ gửi/);
  await record(follower, url, [{ name: "Trong Lúc Dừng" }]);
  await goOnline(page);
  await until(async () => (await waiting()) === all + SITTING, "what is recorded meanwhile waits as well");
  assert.equal((await stream(server)).length, 0);

  proxy.delay(2_000);
  await page.getByRole("button", { name: "Gửi tiếp" }).click();
  const left = page.locator(".push");
  await left.getByText(/^Đang gửi: còn \d+ hồ sơ, \d+ việc/).waitFor();
  await left.getByText(/Khoảng \d+,\d kB, chưa đến một phút/).waitFor({ timeout: 40_000 });
  proxy.pass();
  await allSent(page);
  assert.equal((await stream(server)).length, (MANY.length + 1) * 3);
  assert.equal(await left.count(), 0);
  // Entries that had no number have got theirs from the answers, which is told as well.
  await until(async () => (await waiting()) === 0, "nothing waits any more");
  assert.deepEqual(device.errors, []);
});

test("C6 L3: where a long push packs to more than a request may have, less goes up, and all arrives", async (t) => {
  const { server, url, device: open } = await setUp(t);
  const device = await open();
  // A compressor that makes its first long body too long.
  await device.context.addInitScript((least) => {
    const Real = CompressionStream;
    window.overflowed = 0;
    window.CompressionStream = class {
      constructor(kind) {
        const real = new Real(kind);
        const pad = new TransformStream({
          flush: (controller) => {
            if (window.overflowed || !window.long) return;
            window.overflowed += 1;
            controller.enqueue(new Uint8Array(least));
          },
        });
        return { readable: real.readable.pipeThrough(pad), writable: real.writable };
      }
    };
  }, REQUEST_BYTES_MAX);
  const page = await atWork(device, url, LAN);
  await allSent(page);
  await device.context.setOffline(true);
  await record(page, url, MANY.slice(0, 20));
  await page.evaluate(() => (window.long = true));
  const refused = [];
  page.on("response", (response) => response.status() === 413 && refused.push(response.url()));
  await device.context.setOffline(false);
  await goOnline(page);
  await allSent(page);
  assert.equal(await page.evaluate(() => window.overflowed), 1, "a body was too long");
  assert.deepEqual(refused, [], "the server was not asked to take it");
  assert.equal((await stream(server)).length, 20 * 3);
  await until(async () => (await rows(page)).outbox === 0, "nothing waits any more");
  assert.deepEqual(device.errors, []);
});
