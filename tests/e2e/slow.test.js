// A server that is slow, says 503, is cut off half-way or silent: nothing lost,
// nothing doubled, and the screen says what is waiting.

import assert from "node:assert/strict";
import {
  LAN,
  SITTING,
  allSent,
  applicants,
  atWork,
  consistent,
  fillIn,
  goTo,
  openForm,
  people,
  record,
  rows,
  save,
  says,
  setUp,
  stream,
  test,
  until,
} from "./lib/index.js";

const EXCHANGE = "**/api/v1/exchange";
const goOnline = (page) => page.evaluate(() => dispatchEvent(new Event("online")));

async function working(t) {
  const counter = await setUp(t);
  const device = await counter.device();
  const page = await atWork(device, counter.url);
  await allSent(page);
  return { ...counter, device, page };
}

/** Times of this page's exchanges: when each began and ended. */
function timesOf(page) {
  const times = [];
  const mine = (request) => request.url().endsWith("/api/v1/exchange");
  const end = (request) => {
    const entry = times.find((entry) => entry.request === request);
    if (entry) entry.end = performance.now();
  };
  page.on("request", (request) => mine(request) && times.push({ request, start: performance.now() }));
  page.on("requestfinished", end);
  page.on("requestfailed", end);
  return times;
}

test("C2: one exchange at a time on a slow line, and what was recorded meanwhile follows at once", async (t) => {
  const { proxy, url, page, server } = await working(t);
  const times = timesOf(page);
  proxy.delay(700);
  // So many that a quick machine is still at it when the first answer comes.
  await record(page, url, people(10, "Lù Thị"));
  await says(page, /hồ sơ chờ gửi/);
  await allSent(page, { timeoutMs: 30_000 });
  const done = times.filter(({ end }) => end).sort((a, b) => a.start - b.start);
  assert.ok(done.length >= 2, "the first left before the last was recorded");
  for (const [at, { start }] of done.entries()) {
    if (at > 0) assert.ok(start >= done[at - 1].end - 5, `exchange ${at + 1} began ${done[at - 1].end - start} ms before the one before it ended`);
  }
  proxy.pass();
  assert.equal((await applicants(server)).length, 10);
});

test("503 and Retry-After: everything waits, the screen says so, and it goes when the server is free again", async (t) => {
  const { device, url, page, server } = await working(t);
  let refused = 0;
  await device.context.route(EXCHANGE, (route) => {
    refused += 1;
    return route.fulfill({
      status: 503,
      headers: { "retry-after": "2", "content-type": "application/problem+json" },
      body: JSON.stringify({ type: "urn:khongcho:problem:busy", title: "Busy", status: 503, detail: "busy; try again soon" }),
    });
  });
  await record(page, url, people(2, "Ly A"));
  await says(page, /Ngoại tuyến · 2 hồ sơ chờ gửi/);
  await until(() => refused >= 3, "the device has tried three times by itself");
  assert.equal((await rows(page)).outbox, 2 * SITTING);
  await goTo(page, "Đồng bộ");
  await page.getByText(`${2 * SITTING} việc chờ gửi`).waitFor();
  await page.getByText(/Chưa liên lạc được với máy chủ/).waitFor();
  await device.context.unroute(EXCHANGE);
  await page.getByRole("button", { name: "Đồng bộ ngay" }).click();
  await allSent(page);
  await page.getByText("Hộp gửi trống").waitFor();
  assert.equal((await stream(server)).length, 6);
});

test("C4: after failures a record does not hurry the server; coming online does, at once", async (t) => {
  const { device, url, page, server } = await working(t);
  const tries = [];
  await device.context.route(EXCHANGE, (route) => {
    tries.push(performance.now());
    return route.abort("connectionreset");
  });
  await openForm(page, url); // loads the page: the count begins anew
  await fillIn(page, { name: "Giàng A Chờ" });
  await until(() => tries.length >= 5, "the device has backed off to some seconds", { timeoutMs: 40_000 });
  const [before, last] = [tries.length, tries.at(-1)];
  await save(page, "Giàng A Chờ");
  await says(page, /1 hồ sơ chờ gửi/);
  if (tries.length > before) assert.ok(tries[before] - last > 3_900, "only its own timer may have tried");
  const tried = tries.length;
  await device.context.unroute(EXCHANGE);
  const start = performance.now();
  await goOnline(page);
  await allSent(page, { timeoutMs: 3_000 });
  t.diagnostic(`${tried} tries in vain; received ${Math.round(performance.now() - start)} ms after “online”`);
  assert.deepEqual(await applicants(server), ["Giàng A Chờ"]);
});

test("answers cut off half-way, again and again: nothing lost, nothing doubled", async (t) => {
  const { proxy, url, page, server } = await working(t);
  for (const [at, afterBytes] of [0, 150, 300].entries()) {
    const trap = proxy.trap({ match: "POST /api/v1/exchange", direction: "down", afterBytes });
    await record(page, url, [{ name: `Phàn Thị ${at}` }]);
    await trap.sprung;
  }
  await goOnline(page);
  await allSent(page);
  assert.deepEqual(await applicants(server), ["Phàn Thị 0", "Phàn Thị 1", "Phàn Thị 2"]);
  assert.deepEqual(await consistent(page), { waiting: 0, confirmed: 9 });
});

test("a dead line: recording stays quick, and the line's return empties the outbox", async (t) => {
  const { proxy, url, page, server } = await working(t);
  proxy.blackhole();
  await record(page, url, people(2, "Tẩn A"));
  await says(page, /2 hồ sơ chờ gửi/);
  proxy.pass(); // cuts what hung: the browser hears of it as of any broken connection
  await goOnline(page);
  await allSent(page);
  assert.equal((await stream(server)).length, 6);
});

test("R2: an answer whose signature is wrong empties no outbox", async (t) => {
  const { device, url, page, server } = await working(t);
  let forged = 0;
  await device.context.route(EXCHANGE, async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    body[body.length - 1] ^= 1;
    forged += 1;
    await route.fulfill({ response, body });
  });
  await record(page, url, [{ name: "Hoàng Văn Ngờ" }]);
  await until(() => forged >= 1, "a forged answer came");
  await says(page, /Chưa đồng bộ được · 1 hồ sơ chờ gửi/);
  assert.equal((await rows(page)).outbox, SITTING, "nothing leaves");
  await device.context.unrouteAll({ behavior: "wait" });
  await goOnline(page);
  await allSent(page);
  assert.equal((await stream(server)).length, 3);
});
