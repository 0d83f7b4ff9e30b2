// A device of every earlier build, with unsent data, meets today's: everything that
// was recorded is there and reaches the server.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { resolve } from "node:path";
import { LAN, allSent, applicants, emptied, lists, openForm, restore, rows, setUp, signIn, started, stream, test } from "./lib/index.js";

const FOLDER = resolve(import.meta.dirname, "fixtures");
const CURRENT = 5;
const fixtures = (await readdir(FOLDER)).filter((name) => name.endsWith(".json"));

/** A profile with the fixture's databases, and the counter open in it. */
async function inherited(t, name) {
  const counter = await setUp(t);
  const device = await counter.device();
  const page = await device.context.newPage();
  await page.goto(`${counter.url}/healthz`);
  const fixture = JSON.parse(await readFile(resolve(FOLDER, name), "utf8"));
  await restore(page, fixture);
  await page.goto(`${counter.url}/ho-so`, { waitUntil: "commit" });
  await started(page);
  return { counter, device, page, fixture };
}

test("there is a fixture of each earlier version of the unit's schema", async () => {
  const versions = await Promise.all(fixtures.map(async (name) => JSON.parse(await readFile(resolve(FOLDER, name), "utf8")).unit.version));
  const earlier = Array.from({ length: CURRENT - 1 }, (_, at) => at + 1);
  assert.deepEqual(versions.sort(), earlier);
});

for (const name of fixtures) {
  test(`B1: ${name}: what an older build recorded and had not sent is there, and is sent`, async (t) => {
    const { counter, device, page, fixture } = await inherited(t, name);
    const unsent = fixture.unit.stores.outbox.length;
    assert.ok(unsent >= 4, "the fixture has unsent events");
    await signIn(page, LAN);
    await lists(page, ["Ma Thị Chờ", "Ly Seo Đợi"]);
    await allSent(page);
    const envelopes = await stream(counter.server);
    assert.equal(envelopes.length, unsent);
    assert.deepEqual((await applicants(counter.server)).sort(), ["Ly Seo Đợi", "Ma Thị Chờ"]);
    await emptied(page);
    assert.equal((await rows(page)).damaged, 0);
    if (fixture.unit.stores.attachment?.length) {
      await page.locator(".dossier-item", { hasText: "Ly Seo Đợi" }).click();
      await page.getByText("Các tệp đính kèm tại máy này đã lên máy chủ.").waitFor();
    }
    await openForm(page, counter.url);
    await page.getByText(/Đã khôi phục bản nháp/).waitFor();
    assert.equal(await page.getByLabel("Họ và tên").inputValue(), "Nháp Dở Dang");
    assert.deepEqual(device.errors, []);
  });
}

test("a tab of an older build is named when it keeps the store from being upgraded, and work goes on once it is closed", async (t) => {
  const counter = await setUp(t);
  const device = await counter.device();
  const old = await device.context.newPage();
  await old.goto(`${counter.url}/healthz`);
  await restore(old, JSON.parse(await readFile(resolve(FOLDER, fixtures[0]), "utf8")));
  await old.evaluate(
    () => new Promise((resolve) => (indexedDB.open("khongcho-unit-H99.99.01").onsuccess = (event) => resolve((window.held = event.target.result)))).then(() => {}),
  );
  const page = await device.page(`${counter.url}/ho-so`);
  await page.getByLabel("Tên đăng nhập").fill(LAN.name);
  await page.getByLabel("Mật khẩu").fill(LAN.password);
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await page.getByText(/đang mở bản cũ ở cửa sổ khác/).waitFor();
  await old.close();
  await lists(page, ["Ma Thị Chờ", "Ly Seo Đợi"]);
  assert.equal(await page.getByText(/đang mở bản cũ ở cửa sổ khác/).count(), 0);
});
