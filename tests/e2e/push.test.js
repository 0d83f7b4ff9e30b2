// A long push over a slow line: how far it is, and a pause that loses nothing.

import assert from "node:assert/strict";
import { LAN, allSent, atWork, goTo, people, record, rows, says, setUp, stream, test, until } from "./lib/index.js";

// Three batches: 16 kB after the tries in vain, at most twice as much, and a rest.
const MANY = people(60, "Sùng A");
const goOnline = (page) => page.evaluate(() => dispatchEvent(new Event("online")));

test("C3 C6 C7: a backlog shows what is left and how long it takes; paused it sends nothing, and goes on where it was", async (t) => {
  const { server, proxy, url, device: open } = await setUp(t);
  const device = await open();
  const page = await atWork(device, url, LAN);
  await allSent(page);
  // Tries in vain make the batches small.
  let tries = 0;
  await device.context.route("**/api/v1/exchange", (route) => ((tries += 1), route.abort()));
  await record(page, url, MANY);
  await until(() => tries >= 3, "it was tried in vain", { timeoutMs: 30_000 });
  const all = MANY.length * 3;
  assert.equal((await rows(page)).outbox, all);
  const follower = await device.page(`${url}/dong-bo`);
  await goTo(page, "Đồng bộ");
  await device.context.unroute("**/api/v1/exchange");
  proxy.delay(4_000); // three batches, not one
  await goOnline(page);

  const left = page.locator(".push");
  await left.getByText(/^Đang gửi: còn \d+ hồ sơ, \d+ việc/).waitFor();
  await follower.locator(".push").waitFor();
  await left.getByText(/Khoảng \d+,\d kB, chưa đến một phút/).waitFor({ timeout: 40_000 });
  await page.getByRole("button", { name: "Tạm dừng gửi" }).click();
  await page.getByText(/Đã tạm dừng gửi/).waitFor();
  await follower.getByText(/Đã tạm dừng gửi/).waitFor();
  await says(page, /Tạm dừng gửi · \d+ hồ sơ chờ gửi/);
  proxy.pass();
  const asked = page.waitForResponse((response) => response.url().endsWith("/api/v1/exchange"));
  await page.getByRole("button", { name: "Đồng bộ ngay" }).click();
  await asked;
  const waiting = async () => (await rows(page)).outbox;
  await until(async () => (await waiting()) + (await stream(server)).length === all, "what was on its way has arrived");
  const kept = await waiting();
  assert.ok(kept > 0, "some of it waits");

  // Recorded meanwhile, it waits as well; news comes in all the same.
  await record(follower, url, [{ name: "Trong Lúc Dừng" }]);
  const news = page.waitForResponse((response) => response.url().endsWith("/api/v1/exchange"));
  await page.getByRole("button", { name: "Đồng bộ ngay" }).click();
  await news;
  assert.equal(await waiting(), kept + 3);
  await page.getByRole("button", { name: "Gửi tiếp" }).click();
  await allSent(page);
  assert.equal((await stream(server)).length, all + 3);
  assert.equal(await left.count(), 0);
  assert.equal(await waiting(), 0);
  assert.deepEqual(device.errors, []);
});
