// Without a server: the counter opens, looks up, records, survives the browser's
// end, and gives everything to the server when it is back.

import assert from "node:assert/strict";
import {
  LAN,
  PAO,
  SITTING,
  allSent,
  applicants,
  atWork,
  emptied,
  fillIn,
  goTo,
  installed,
  lists,
  people,
  record,
  rows,
  says,
  setUp,
  signIn,
  started,
  state,
  stream,
  test,
  until,
} from "./lib/index.js";

const TEN = people(10);
const NAMES = TEN.map(({ name }) => name);

/** A device with the counter installed, and then no server any more. */
async function cutOff(t) {
  const counter = await setUp(t);
  const device = await counter.device();
  const page = await atWork(device, counter.url);
  await installed(page);
  await allSent(page);
  await counter.server.kill();
  return { counter, device, page };
}

/** The same profile in a new browser: everything recorded is there and waits. */
async function tenAreWaiting(device, url) {
  await device.reopen();
  const page = await device.page(`${url}/ho-so`);
  await lists(page, NAMES);
  assert.equal(await page.locator(".dossier-item .badge--waiting").count(), 10, "each is marked as waiting");
  await says(page, /Ngoại tuyến · 10 hồ sơ chờ gửi/);
  assert.equal((await rows(page)).dossier, 10);
  return page;
}

test("I1: ten dossiers recorded without a server outlive the browser's closing, and each arrives once", async (t) => {
  const { counter, device, page } = await cutOff(t);
  await page.reload();
  await started(page);
  await page.getByRole("heading", { name: "Không chờ, không giấy hẹn" }).waitFor();
  await page.getByRole("combobox", { name: "Tìm thủ tục" }).fill("giay chung tu");
  await page.getByRole("option").first().click();
  await page.getByRole("heading", { level: 1, name: /khai tử/i }).waitFor();

  await record(page, counter.url, TEN);
  await says(page, /Ngoại tuyến · 10 hồ sơ chờ gửi/);
  await device.close();
  const again = await tenAreWaiting(device, counter.url);

  const other = await counter.device();
  await counter.server.restart();
  const onlooker = await atWork(other, counter.url, PAO, "/ho-so");
  const start = performance.now();
  await allSent(again);
  await lists(onlooker, NAMES);
  t.diagnostic(`received and seen elsewhere ${Math.round(performance.now() - start)} ms after sign-in there`);
  assert.deepEqual((await applicants(counter.server)).sort(), [...NAMES].sort());
  await emptied(again);
  assert.equal(await again.locator(".badge--waiting").count(), 0);
  assert.deepEqual([...device.errors, ...other.errors], []);
});

test("B1: what the screen called saved outlives SIGKILL of the browser, whole", async (t) => {
  const { counter, device, page } = await cutOff(t);
  await record(page, counter.url, TEN);
  await device.kill();
  const again = await tenAreWaiting(device, counter.url);

  // Received, resolved, returned and entered in one sitting; envelope,
  // chain head and dossier are of one transaction, so the server takes them all.
  assert.equal((await rows(again)).outbox, 10 * SITTING);
  await counter.server.restart();
  await allSent(again);
  const envelopes = await stream(counter.server);
  assert.equal(envelopes.length, 30);
  await again.reload();
  await started(again);
  await lists(again, NAMES);
});

test("B1: the browser is killed in the very act of saving: all of the dossier is there, or nothing", async (t) => {
  const { counter, device, page } = await cutOff(t);
  await record(page, counter.url, people(1, "Lý Thị"));
  let saved = 1;
  for (const delay of [0, 6, 20]) {
    const tab = device.context.pages().at(-1);
    await tab.goto(`${counter.url}/ho-so/moi?thu-tuc=2.000815`, { waitUntil: "commit" });
    await fillIn(tab, { name: `Vừ Mí ${delay}` });
    // Pressed within the page: the kill comes so many milliseconds later.
    await tab.evaluate(() => [...document.querySelectorAll("button[type=submit]")].at(-1).click());
    await new Promise((resolve) => setTimeout(resolve, delay));
    await device.kill();
    await device.reopen();
    const again = await device.page(`${counter.url}/ho-so`);
    await says(again, /hồ sơ chờ gửi/);
    const { outbox, dossier } = await rows(again);
    assert.ok(dossier === saved || dossier === saved + 1, `${dossier} dossiers after ${saved}`);
    assert.equal(outbox, dossier * SITTING, "envelopes and dossiers belong together");
    saved = dossier;
  }
  await counter.server.restart();
  await allSent(device.context.pages().at(-1));
  assert.equal((await applicants(counter.server)).length, saved);
});

test("signed out and in again without a server's help in between: what was recorded stays and arrives", async (t) => {
  const { counter, device, page } = await cutOff(t);
  await record(page, counter.url, people(2, "Tráng A"));
  await page.locator("summary").filter({ hasText: "Lò Thị Lan" }).click();
  await page.getByRole("button", { name: "Đăng xuất" }).click();
  await page.getByLabel("Mật khẩu").waitFor();
  assert.equal((await rows(page)).outbox, 2 * SITTING);
  await counter.server.restart();
  await signIn(page, LAN);
  await allSent(page);
  assert.equal((await applicants(counter.server)).length, 2);
  await goTo(page, "Hồ sơ");
  await lists(page, people(2, "Tráng A").map(({ name }) => name));
  assert.deepEqual(device.errors, []);
  assert.match(await state(page), /^Đã đồng bộ/);
  await until(() => page.locator(".badge--waiting").count().then((count) => count === 0), "nothing is marked as waiting");
});
