// Tabs that the browser freezes, wakes, and opens: synchronisation goes on, and
// nothing is asked twice.

import assert from "node:assert/strict";
import { LAN, allSent, applicants, atWork, fillIn, installed, lists, record, save, says, setUp, started, test, until } from "./lib/index.js";

const EXCHANGE = "**/api/v1/exchange";

test("C1: a leading tab that is frozen gives the lead to another; thawed, it knows what the other did", async (t) => {
  const { url, server, device: open } = await setUp(t);
  const device = await open();
  const leader = await atWork(device, url, LAN, "/ho-so");
  await allSent(leader);
  const other = await device.page(url);
  const session = await device.context.newCDPSession(leader);
  await session.send("Page.setWebLifecycleState", { state: "frozen" });
  await record(other, url, [{ name: "Khi Cửa Sổ Kia Ngủ" }]);
  await allSent(other);
  assert.deepEqual(await applicants(server), ["Khi Cửa Sổ Kia Ngủ"]);
  await session.send("Page.setWebLifecycleState", { state: "active" });
  await lists(leader, ["Khi Cửa Sổ Kia Ngủ"]);
  await other.close();
  await record(leader, url, [{ name: "Khi Đã Thức" }]);
  await allSent(leader);
  assert.deepEqual(await applicants(server), ["Khi Cửa Sổ Kia Ngủ", "Khi Đã Thức"]);
  assert.deepEqual(device.errors, []);
});

test("C4: the browser's Background Sync wakes a tab that waits between two tries", async (t) => {
  const { url, server, device: open } = await setUp(t);
  const device = await open();
  // What the browser says where there is no network; a real one would tell the page
  // itself when it is back, before the service worker could.
  await device.context.addInitScript(() => Object.defineProperty(Navigator.prototype, "onLine", { get: () => false }));
  const page = await atWork(device, url);
  await installed(page);
  await allSent(page);
  const errors = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  let tries = 0;
  await device.context.route(EXCHANGE, (route) => ((tries += 1), route.abort("connectionreset")));
  await record(page, url, [{ name: "Chờ Có Mạng" }]);
  await says(page, /Ngoại tuyến · 1 hồ sơ chờ gửi/);
  const tags = () => page.evaluate(async () => (await navigator.serviceWorker.ready).sync.getTags());
  await until(async () => (await tags()).includes("khongcho-outbox"), "a sync is registered");
  await until(() => tries >= 5, "the device has backed off to some seconds", { timeoutMs: 40_000 });

  const session = await device.context.newCDPSession(page);
  const registered = new Promise((resolve) => session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => registrations[0] && resolve(registrations[0].registrationId)));
  await session.send("ServiceWorker.enable");
  const registrationId = await registered;
  await device.context.unroute(EXCHANGE);
  await session.send("ServiceWorker.dispatchSyncEvent", { origin: new URL(url).origin, registrationId, tag: "khongcho-outbox", lastChance: false });
  await allSent(page, { timeoutMs: 3_000 });
  assert.deepEqual(await applicants(server), ["Chờ Có Mạng"]);
  assert.deepEqual(errors.filter((text) => !/Failed to load resource/.test(text)), [], "a missing network is no error");
  assert.deepEqual(device.errors, []);
});

test("C4: while something waits, a server that is away is asked at growing distances", async (t) => {
  const { url, device: open } = await setUp(t);
  const device = await open();
  const page = await atWork(device, url);
  await installed(page);
  await allSent(page);
  await record(page, url, [{ name: "Đã Gửi" }]);
  await allSent(page);
  const tries = [];
  await device.context.route(EXCHANGE, (route) => (tries.push(performance.now()), route.abort("connectionreset")));
  await page.getByRole("link", { name: "Tiếp nhận hồ sơ nữa cùng thủ tục" }).click();
  await page.getByLabel("Họ và tên").waitFor();
  await fillIn(page, { name: "Chờ Máy Chủ" });
  await save(page, "Chờ Máy Chủ");
  await until(() => tries.length >= 5, "it was tried five times", { timeoutMs: 40_000 });
  const gaps = tries.slice(1, 5).map((at, before) => at - tries[before]);
  // Half of the wait is chance: 500 ms, 1 s, 2 s, 4 s.
  for (const [at, least] of [250, 500, 1_000, 2_000].entries()) assert.ok(gaps[at] >= 0.9 * least, `${gaps.map(Math.round)} ms between tries`);
  assert.deepEqual(device.errors, []);
});

test("C2: a tab asks once when it is opened", async (t) => {
  const { url, device: open } = await setUp(t);
  const device = await open();
  const page = await atWork(device, url);
  await allSent(page);
  let asked = 0;
  page.on("request", (request) => (asked += request.url().endsWith("/api/v1/exchange") ? 1 : 0));
  const listening = page.waitForResponse((response) => response.url().endsWith("/api/v1/hints"));
  await page.reload({ waitUntil: "commit" });
  await started(page);
  await listening;
  await allSent(page);
  // Whatever the opening of the stream sets off has been asked by the time that a
  // request made after it is answered.
  await page.evaluate(async () => void (await fetch("/healthz")));
  assert.equal(asked, 1);
});
