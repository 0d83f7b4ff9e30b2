// Two tabs, two officers on one browser, two devices; drafts; a new build.

import assert from "node:assert/strict";
import {
  LAN,
  PAO,
  SITTING,
  allSent,
  anotherBuild,
  applicants,
  atWork,
  draftHolds,
  emptied,
  fillIn,
  goTo,
  installed,
  lists,
  openForm,
  record,
  removeFolder,
  rows,
  save,
  says,
  setUp,
  signIn,
  started,
  stream,
  test,
  until,
} from "./lib/index.js";

/** Counts the exchanges that a tab asks for. */
function exchanges(page) {
  const seen = { count: 0 };
  page.on("request", (request) => (seen.count += request.url().endsWith("/api/v1/exchange") ? 1 : 0));
  return seen;
}

const signOut = async (page, name) => {
  await page.locator(".account > summary").click();
  await page.getByText(name).last().waitFor();
  await page.getByRole("button", { name: "Đăng xuất" }).click();
  await page.getByLabel("Mật khẩu").waitFor();
};

test("C1: one tab sends, the other only records; the leading tab closes and the other takes over", async (t) => {
  const { url, server, device: open } = await setUp(t);
  const device = await open();
  const leader = await atWork(device, url, LAN, "/ho-so");
  await allSent(leader);
  const follower = await device.context.newPage();
  const [sent, kept] = [exchanges(leader), exchanges(follower)];
  await follower.goto(url, { waitUntil: "commit" });
  await started(follower);

  await record(follower, url, [{ name: "Sùng Thị Dợ" }]);
  await allSent(follower);
  await lists(leader, ["Sùng Thị Dợ"]);
  assert.ok(sent.count > 0 && kept.count === 0, `the leader asked ${sent.count} times, the other ${kept.count} times`);

  await leader.close();
  await record(follower, url, [{ name: "Sùng Thị Mai" }]);
  await allSent(follower);
  assert.ok(kept.count > 0, "the other leads now");
  assert.deepEqual(await applicants(server), ["Sùng Thị Dợ", "Sùng Thị Mai"]);
  assert.deepEqual(device.errors, []);
});

test("R1: two tabs that both lead, for want of Web Locks, send the same envelopes; each has one position", async (t) => {
  const { url, server, proxy, device: open } = await setUp(t);
  const device = await open();
  await device.context.addInitScript(() => Object.defineProperty(Navigator.prototype, "locks", { get: () => undefined }));
  const first = await atWork(device, url, LAN, "/ho-so");
  await allSent(first);
  const second = await device.page(url);
  const sent = [exchanges(first), exchanges(second)];
  proxy.refuse();
  await record(second, url, [{ name: "Thào A Hai" }, { name: "Thào A Ba" }]);
  proxy.delay(60); // both are under way at once
  await Promise.all([first, second].map((page) => page.evaluate(() => dispatchEvent(new Event("online")))));
  await Promise.all([allSent(first), allSent(second)]);
  assert.ok(sent.every(({ count }) => count > 0), "both tabs have sent");
  assert.equal((await stream(server)).length, 6);
  await lists(first, ["Thào A Hai", "Thào A Ba"]);
  await emptied(first);
});

test("two officers on one browser: each record carries its own officer, whoever is signed in when it is sent", async (t) => {
  const { url, server, proxy, device: open } = await setUp(t);
  const device = await open();
  const page = await atWork(device, url);
  const other = await device.page(`${url}/ho-so`);
  await allSent(page);
  await device.context.route("**/api/v1/exchange", (route) => route.abort());
  await record(page, url, [{ name: "Của Lan" }]);
  await signOut(page, "Lò Thị Lan");
  await other.getByLabel("Mật khẩu").waitFor();
  assert.equal((await rows(page)).outbox, SITTING, "signing out loses nothing");

  await signIn(other, PAO);
  await page.locator(".account__name", { hasText: "Giàng A Páo" }).waitFor();
  await record(page, url, [{ name: "Của Páo" }]);
  await lists(other, ["Của Lan", "Của Páo"]);
  await device.context.unroute("**/api/v1/exchange");
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await Promise.all([allSent(page), allSent(other)]);

  const received = (await stream(server)).filter(({ event }) => event.received);
  const officers = received.map(({ event, officer }) => [event.received.applicant.name, officer.at(-1)]);
  assert.deepEqual(officers, [["Của Lan", 1], ["Của Páo", 2]]);
  assert.deepEqual(device.errors, []);
  assert.ok(proxy.bytes.up > 0);
});

test("two devices: each sees the other's records at once, and works on them", async (t) => {
  const { url, server, device: open } = await setUp(t);
  const [here, there] = await Promise.all([open(), open()]);
  const lan = await atWork(here, url, LAN, "/ho-so");
  const pao = await atWork(there, url, PAO, "/ho-so");
  await Promise.all([allSent(lan), allSent(pao)]);

  await openForm(lan, url);
  await fillIn(lan, { name: "Hạng Thị Sua", noWait: false });
  await save(lan, "Hạng Thị Sua");
  await lists(pao, ["Hạng Thị Sua"]);
  await pao.locator(".dossier-item").click();
  await pao.getByRole("button", { name: "Đã xử lý xong" }).click();
  await lan.getByText("Xử lý xong", { exact: true }).waitFor();
  await lan.getByText(/Giàng A Páo · máy khác/).waitFor();
  await lan.getByRole("button", { name: "Trả kết quả" }).click();
  // Its fee is owed: it goes out unpaid with a reason only.
  await lan.locator("#unpaid").fill("hộ nghèo, nộp sau");
  await lan.getByRole("button", { name: "Xác nhận đã trả" }).click();
  await pao.locator(".timeline").getByText("Trả kết quả trực tiếp tại quầy").waitFor();
  await Promise.all([allSent(lan), allSent(pao)]);
  assert.deepEqual((await stream(server)).map(({ event }) => (typeof event === "string" ? event : Object.keys(event)[0])), ["received", "resolved", "moved", "returned"]);
  assert.deepEqual([...here.errors, ...there.errors], []);
});

test("C9: a record is one exchange of the device that made it, and one of the other", async (t) => {
  const { url, device: open } = await setUp(t);
  const [here, there] = await Promise.all([open(), open()]);
  const lan = await atWork(here, url, LAN, "/ho-so");
  const pao = await atWork(there, url, PAO, "/ho-so");
  await Promise.all([allSent(lan), allSent(pao)]);
  await openForm(lan, url);
  await allSent(lan);
  const exchanges = { here: 0, there: 0 };
  const counted = (page, who) => page.on("request", (request) => (exchanges[who] += request.url().endsWith("/api/v1/exchange")));
  counted(lan, "here");
  counted(pao, "there");
  const names = ["Hạng Thị Sua", "Hạng A Chu", "Hạng Thị Mo", "Hạng A Dơ"];
  for (const [at, name] of names.entries()) {
    if (at > 0) await lan.getByRole("link", { name: "Tiếp nhận hồ sơ nữa cùng thủ tục" }).click();
    await lan.getByLabel("Họ và tên").waitFor();
    await fillIn(lan, { name, noWait: false });
    await save(lan, name);
    await lists(pao, names.slice(0, at + 1));
  }
  await allSent(lan);
  // One more where a heartbeat falls into it; twice as many where each hears of itself.
  for (const [who, count] of Object.entries(exchanges)) assert.ok(count >= 4 && count <= 6, `${count} exchanges ${who}`);
});

test("two devices record on one dossier without a network: one step enters, the other comes to attention", async (t) => {
  const { url, device: open } = await setUp(t);
  const [here, there] = await Promise.all([open(), open()]);
  const lan = await atWork(here, url, LAN);
  const pao = await atWork(there, url, PAO, "/ho-so");
  await openForm(lan, url);
  await fillIn(lan, { name: "Vừ Thị Dính", noWait: false });
  await save(lan, "Vừ Thị Dính");
  await lists(pao, ["Vừ Thị Dính"]);
  await pao.locator(".dossier-item").click();
  const cut = [here, there].map(({ context }) => context.route("**/api/v1/exchange", (route) => route.abort()));
  await Promise.all(cut);
  for (const page of [lan, pao]) {
    await page.getByRole("button", { name: "Đã xử lý xong" }).click();
    await page.locator(".timeline").getByText(/^Xử lý xong.*chờ gửi/).waitFor();
  }
  const free = async (device, page) => {
    await device.context.unroute("**/api/v1/exchange");
    await page.evaluate(() => dispatchEvent(new Event("online")));
  };
  await free(here, lan);
  await allSent(lan);
  await free(there, pao);
  await says(pao, /1 việc cần xử lý/);
  assert.deepEqual(((found) => [found.outbox, found.attention])(await rows(pao)), [0, 1]);
  await goTo(pao, "Đồng bộ");
  await pao.locator(".event--attention").getByText("Vừ Thị Dính").waitFor();
});

test("a draft outlives the tab, and goes when the dossier is saved", async (t) => {
  const { url, device: open } = await setUp(t);
  const device = await open();
  const page = await atWork(device, url);
  await openForm(page, url);
  await fillIn(page, { name: "Cứ A Dở Dang", phone: "0912345678", noWait: false });
  await until(async () => (await rows(page)).draft === 1, "the draft is kept");
  await until(() => draftHolds(page, "0912345678"), "the draft holds the last field");
  await page.close();

  const again = await device.page(`${url}/ho-so/moi?thu-tuc=2.000815`);
  await again.getByText(/Đã khôi phục bản nháp/).waitFor();
  assert.equal(await again.getByLabel("Họ và tên").inputValue(), "Cứ A Dở Dang");
  assert.equal(await again.locator("#line-0-pages").inputValue(), "5");
  assert.equal(await again.getByRole("checkbox", { name: /^Không chờ/ }).isChecked(), false);
  await save(again, "Cứ A Dở Dang");
  assert.equal((await rows(again)).draft, 0);
  await openForm(again, url);
  assert.equal(await again.getByLabel("Họ và tên").inputValue(), "");
});

test("a new build waits beside an open form, here and in other tabs, and comes when it is asked for", async (t) => {
  const { url, server, device: open } = await setUp(t);
  const device = await open();
  const page = await atWork(device, url);
  await installed(page);
  await openForm(page, url);
  await page.getByLabel("Họ và tên").fill("Đang Ghi Dở");
  const build = (tab) => tab.evaluate(() => document.documentElement.dataset.build);
  const before = await build(page);

  const site = await anotherBuild();
  t.after(() => removeFolder(site));
  server.command.site = site;
  await server.restart();
  await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
  await page.waitForSelector("html[data-update=update-ready]", { state: "attached" });
  assert.equal(await page.getByText("Đã có bản mới của ứng dụng.").count(), 0, "nothing disturbs the form");
  const other = await device.page(url);
  await other.getByRole("button", { name: "Dùng bản mới" }).click();
  await until(async () => (await build(other).catch(() => before)) !== before, "the other tab runs the new build");
  await page.waitForSelector("html[data-update=update-applied-elsewhere]", { state: "attached" });

  assert.equal(await build(page), before, "the form's tab was not reloaded");
  assert.equal(await page.getByLabel("Họ và tên").inputValue(), "Đang Ghi Dở");
  await fillIn(page, { name: "Đang Ghi Xong" });
  await save(page, "Đang Ghi Xong");
  await allSent(page);
  await page.getByRole("button", { name: "Dùng bản mới" }).click();
  await until(async () => (await build(page).catch(() => before)) !== before, "this tab runs the new build");
  await started(page);
  await page.goto(`${url}/ho-so`, { waitUntil: "commit" });
  await lists(page, ["Đang Ghi Xong"]);
  assert.deepEqual(await applicants(server), ["Đang Ghi Xong"]);
});
