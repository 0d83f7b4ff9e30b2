// Values of the store that cannot be read: set aside, told on the sync page, and the
// rest works.

import assert from "node:assert/strict";
import {
  LAN,
  PAO,
  SITTING,
  ProtocolDevice,
  allSent,
  applicants,
  atWork,
  emptied,
  fillIn,
  goTo,
  installed,
  lists,
  openForm,
  record,
  rows,
  save,
  setUp,
  started,
  state,
  stream,
  test,
  until,
} from "./lib/index.js";

const PACKED = 250;
const goOnline = (page) => page.evaluate(() => dispatchEvent(new Event("online")));

/** Puts garbage where these keys are; `at` is an index among the store's keys. */
const spoil = (page, store, at, bytes = [0xff, 0x13, 0x37]) =>
  page.evaluate(
    async ({ store, at, bytes }) => {
      const done = (request) => new Promise((resolve, reject) => ((request.onsuccess = () => resolve(request.result)), (request.onerror = () => reject(request.error))));
      const db = await done(indexedDB.open("khongcho-unit-H99.99.01"));
      const tx = db.transaction(store, "readwrite");
      const keys = await done(tx.objectStore(store).getAllKeys());
      const key = typeof at === "string" ? at : keys.at(at);
      if (key === undefined) throw new Error(`${store} has nothing at ${at}`);
      await done(tx.objectStore(store).put(typeof bytes === "string" ? bytes : new Uint8Array(bytes), key));
      db.close();
      return String(key);
    },
    { store, at, bytes },
  );

async function working(t, path = "/ho-so") {
  const counter = await setUp(t);
  const device = await counter.device();
  const page = await atWork(device, counter.url, LAN, path);
  await installed(page);
  await allSent(page);
  // The application is left first: an exchange would write some values anew.
  const leave = () => page.goto(`${counter.url}/healthz`);
  const reload = async () => {
    await page.goto(`${counter.url}/ho-so`, { waitUntil: "commit" });
    await started(page);
  };
  return { ...counter, device, page, leave, reload };
}

/** The sync page names this place as damaged. */
async function told(page, place, words) {
  await goTo(page, "Đồng bộ");
  const item = page.locator("section[aria-labelledby=damaged] .event");
  await item.getByText(place, { exact: true }).waitFor();
  await item.getByText(words).first().waitFor();
}

test("B7: an unsent event that cannot be read: it is set aside and told, what came before it is received, nothing else stops", async (t) => {
  const { server, url, device, page, leave, reload } = await working(t);
  await device.context.route("**/api/v1/exchange", (route) => route.abort());
  await record(page, url, [{ name: "Đọc Được" }, { name: "Bị Hỏng" }, { name: "Ghi Sau" }]);
  assert.equal((await rows(page)).outbox, 3 * SITTING);
  await leave();
  const key = await spoil(page, "outbox", SITTING + 1);
  await device.context.unroute("**/api/v1/exchange");
  await reload();
  await until(async () => (await rows(page)).damaged === 1, "it is set aside");
  await until(async () => (await stream(server)).length === 4, "what came before it is received");
  await told(page, `outbox/${key}`, "Một việc chờ gửi");
  await page.getByText("Máy chủ đang chờ một việc trước đó của máy này").first().waitFor();
  assert.deepEqual(await applicants(server), ["Đọc Được", "Bị Hỏng"]);
  await goTo(page, "Hồ sơ");
  await lists(page, ["Đọc Được", "Bị Hỏng", "Ghi Sau"]);
  await record(page, url, [{ name: "Vẫn Ghi Được" }]);
  assert.deepEqual(device.errors, []);
});

for (const [what, spoiled] of [
  ["a confirmed dossier", { store: "dossier", at: 0 }],
  ["how far the device is, in both places", { store: "meta", at: "progress", also: "progress-copy" }],
]) {
  test(`B7: ${what} cannot be read: told, and fetched again from the server; what waits stays`, async (t) => {
    const { server, url, device, page, leave, reload } = await working(t);
    await record(page, url, [{ name: "Đã Gửi Một" }, { name: "Đã Gửi Hai" }]);
    await allSent(page);
    await device.context.route("**/api/v1/exchange", (route) => route.abort());
    await record(page, url, [{ name: "Còn Chờ" }]);
    await leave();
    const key = await spoil(page, spoiled.store, spoiled.at);
    if (spoiled.also) await spoil(page, spoiled.store, spoiled.also);
    await reload();
    await until(async () => (await rows(page)).damaged >= 1, "it is set aside");
    await page.locator(".dossier-item").first().waitFor();
    await told(page, `${spoiled.store}/${key}`, /./);
    await device.context.unroute("**/api/v1/exchange");
    await goOnline(page);
    await allSent(page);
    await goTo(page, "Hồ sơ");
    await lists(page, ["Đã Gửi Một", "Đã Gửi Hai", "Còn Chờ"]);
    assert.equal((await stream(server)).length, 9);
    await record(page, url, [{ name: "Ghi Tiếp" }]);
    await allSent(page);
    assert.equal((await stream(server)).length, 12);
    assert.equal((await rows(page)).attention, 0);
    assert.deepEqual(device.errors, []);
  });
}

for (const name of ["chain-head", "progress", "code-counter"]) {
  test(`B7: ${name} cannot be read: its copy serves, the next record follows in the chain`, async (t) => {
    const { server, url, device, page, leave, reload } = await working(t);
    await record(page, url, [{ name: "Trước Khi Hỏng" }]);
    await allSent(page);
    await leave();
    await spoil(page, "meta", name);
    await reload();
    await until(async () => (await rows(page)).damaged === 1, "it is set aside");
    await told(page, `meta/${name}`, "Ghi chép riêng của máy");
    await record(page, url, [{ name: "Sau Khi Hỏng" }]);
    await allSent(page);
    assert.deepEqual(await applicants(server), ["Trước Khi Hỏng", "Sau Khi Hỏng"]);
    await emptied(page);
    assert.equal((await rows(page)).attention, 0);
    assert.deepEqual(device.errors, []);
  });
}

test("B7: a pack and the list of another cannot be read: the list is made anew, the pack fetched again", async (t) => {
  const counter = await setUp(t);
  const source = await ProtocolDevice.signIn(counter.server.url, PAO);
  const receptions = Array.from({ length: PACKED }, (_, at) => source.envelope(source.reception({ name: `Gói ${at}` })));
  await source.exchange(receptions);
  const device = await counter.device();
  const page = await atWork(device, counter.url, LAN, "/ho-so");
  await page.getByText(`${PACKED} hồ sơ`).first().waitFor();
  await installed(page);
  await allSent(page);
  assert.equal((await rows(page)).pack, 2);
  await spoil(page, "summary", 0);
  await spoil(page, "pack", 1);
  await page.goto(`${counter.url}/ho-so`, { waitUntil: "commit" });
  await started(page);
  await page.getByText(`${PACKED} hồ sơ`).first().waitFor();
  await until(async () => (await rows(page)).damaged === 2, "both are set aside");
  await allSent(page);
  await page.getByText(`${PACKED} hồ sơ`).first().waitFor();
  await page.locator(".dossier-item").first().click();
  await page.getByRole("heading", { level: 1, name: /^Gói/ }).waitFor();
  assert.match(await state(page), /^Đã đồng bộ/);
  assert.deepEqual(device.errors, []);
});

test("B7: a value of the ledger, another's bundle and a count of prints that cannot be read hold up nothing", async (t) => {
  const { url, server, device, page, reload, leave } = await working(t);
  await record(page, url, [{ name: "Trước Khi Hỏng" }]);
  await allSent(page);
  await leave();
  // One whole item of CBOR, and no head of a book; no bytes at all; no choice.
  const year = await page.evaluate(() => new Date().getFullYear());
  const head = await spoil(page, "ledger", `book/head/${year}/SCT/BS`, [0x01]);
  const carried = await spoil(page, "carried", "fa", "hỏng");
  const printed = await spoil(page, "printed", "choice", [0x01]);
  await reload();
  await record(page, url, [{ name: "Sau Khi Hỏng" }]);
  await allSent(page);
  assert.deepEqual(await applicants(server), ["Trước Khi Hỏng", "Sau Khi Hỏng"]);
  await told(page, `ledger/${head}`, "Sổ sách đã nhận từ máy chủ");
  await told(page, `carried/${carried}`, "Tệp hộp gửi mang hộ");
  await told(page, `printed/${printed}`, "Số lần in trên máy này");
  assert.deepEqual(device.errors, []);
});

test("B7: an item of Attention that cannot be read does not hide the others, nor the counter", async (t) => {
  const { url, device, page, reload } = await working(t);
  await openForm(page, url);
  await fillIn(page, { name: "Có Người Đây" });
  await save(page, "Có Người Đây");
  await allSent(page);
  await spoil(page, "attention", "00000000000000000000000000000000");
  await reload();
  await lists(page, ["Có Người Đây"]);
  await told(page, "attention/00000000000000000000000000000000", "Một việc cần xử lý");
  assert.deepEqual(device.errors, []);
});
