// Numbers of books given without a server: final ones from a lease, provisional ones
// when it is used up, and what becomes of a lease that was altered.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { LAN, PAO, allSent, atWork, goTo, openForm, fillIn, rows, save, setUp, started, test, until } from "./lib/index.js";

const BIN = process.env.KHONGCHO_BIN ?? "target/debug/khongcho";
const LEASE = 20;
const UNIT = "khongcho-unit-H99.99.01";
const year = new Date(Date.now() + 7 * 3_600_000).getUTCFullYear();

const final = (number) => `số ${String(number).padStart(2, "0")} quyển số 01/${year} - SCT/BS`;
/** Where the form says “số” itself. */
const onForm = (number) => final(number).replace("số ", "");

/** So many documents certified in one sitting; the dossier is open afterwards. */
async function certifyMany(page, url, name, documents) {
  await openForm(page, url);
  await fillIn(page, { name, lines: Array.from({ length: documents }, () => ({ pages: 1, copies: 1 })) });
  await save(page, name);
}

/** What the documents of the dossier that is open are called. */
async function called(page, count) {
  const names = page.locator("#done ~ .done__documents .done__number, .done .done__number");
  await until(async () => (await names.count()) === count, `${count} documents have a name`);
  return names.allInnerTexts();
}

/** Changes one value of the unit's store, as a failing disk or a hand would. */
const alter = (page, store, key, change) =>
  page.evaluate(
    async ({ name, store, key, change }) => {
      const done = (request) => new Promise((resolve, reject) => ((request.onsuccess = () => resolve(request.result)), (request.onerror = () => reject(request.error))));
      const db = await done(indexedDB.open(name));
      const tx = db.transaction(store, "readwrite");
      const objects = tx.objectStore(store);
      if (change === "delete") await done(objects.delete(key));
      else {
        const value = new Uint8Array(await done(objects.get(key)));
        const at = change === "end" ? value.length - 1 : change;
        value[at] ^= 1;
        await done(objects.put(value, key));
      }
      db.close();
    },
    { name: UNIT, store, key, change },
  );

test("U6 U7: two devices give numbers with the server gone, and none twice; one that has used its own up gives provisional references, which get their numbers later", async (t) => {
  const { server, url, device } = await setUp(t);
  const [first, second] = [await device(), await device()];
  const lan = await atWork(first, url, LAN);
  await allSent(lan);
  const pao = await atWork(second, url, PAO);
  await allSent(pao);
  await server.kill();

  await certifyMany(lan, url, "Vàng Thị Một", 3);
  assert.deepEqual(await called(lan, 3), [1, 2, 3].map(final));
  await certifyMany(pao, url, "Sùng A Hai", 2);
  assert.deepEqual(await called(pao, 2), [LEASE + 1, LEASE + 2].map(final));

  // The testimony carries the number.
  await lan.getByRole("link", { name: "In lời chứng bản sao" }).click();
  await lan.locator(".sheet, .paper").getByText(onForm(3)).first().waitFor();
  assert.equal(await lan.locator("#provisional").count(), 0);

  // Seventeen are left here; the last of eighteen documents has none.
  await certifyMany(lan, url, "Lý Văn Ba", 18);
  const names = await called(lan, 18);
  assert.deepEqual(names.slice(0, 17), Array.from({ length: 17 }, (_, at) => final(at + 4)));
  assert.match(names[17], /^TẠM-[A-Z]+1\/\d{4} - SCT\/BS \(số tạm, chờ số chính thức\)$/);
  const dossier = lan.url();
  await lan.getByRole("link", { name: "In lời chứng bản sao" }).click();
  await lan.locator("#provisional").waitFor();
  await lan.getByText("chưa phải số chứng thực").first().waitFor();

  await server.restart();
  await lan.goto(dossier, { waitUntil: "commit" });
  await started(lan);
  await allSent(lan);
  const later = lan.locator(".facts .done__number");
  await until(async () => (await later.allInnerTexts()).at(-1) === final(2 * LEASE + 1), "the last document has its number");
  await lan.getByRole("link", { name: "In lời chứng bản sao" }).click();
  await lan.locator(".sheet, .paper").getByText(onForm(2 * LEASE + 1)).first().waitFor();
  // So does what the server prints.
  const out = join(server.dataDir, "testimony.pdf");
  await lan.goto(dossier, { waitUntil: "commit" });
  const code = await lan.locator(".dossier-caption .code").innerText();
  await promisify(execFile)(BIN, ["forms", "pdf", "loi-chung-ban-sao", "--dossier", code, "--out", out, "--data-dir", server.dataDir, "--browser-flag", "--no-sandbox"]);
  const { stdout: printed } = await promisify(execFile)("pdftotext", [out, "-"]);
  assert.ok(printed.replace(/\s+/g, " ").includes(onForm(2 * LEASE + 1)), printed);
  // The other device learns of it, and gives no number twice.
  await pao.goto(`${url}/`, { waitUntil: "commit" });
  await started(pao);
  await allSent(pao);
  await pao.goto(dossier, { waitUntil: "commit" });
  await pao.locator(".facts .done__number").last().getByText(final(2 * LEASE + 1)).waitFor();
  await certifyMany(pao, url, "Giàng Thị Bốn", 1);
  assert.deepEqual(await called(pao, 1), [final(LEASE + 3)]);
  assert.deepEqual([...first.errors, ...second.errors], []);
});

test("B7 U6: one bit of the notes on leases is altered: they are set aside, told, and found again; no number is lost or given twice", async (t) => {
  const { server, url, device } = await setUp(t);
  const here = await device();
  const page = await atWork(here, url, LAN);
  await allSent(page);
  await server.kill();
  await certifyMany(page, url, "Thào Thị Trước", 2);
  assert.deepEqual(await called(page, 2), [1, 2].map(final));

  await alter(page, "lease", "SCT/BS", "end");
  await certifyMany(page, url, "Thào Thị Sau", 1);
  assert.deepEqual(await called(page, 1), [final(3)]);
  assert.equal((await rows(page)).damaged, 1);
  await goTo(page, "Đồng bộ");
  await page.locator("section[aria-labelledby=damaged]").getByText("lease/SCT/BS", { exact: true }).waitFor();
});

test("U6: a lease whose seal does not fit is not used: what is written down gets a provisional reference, and nothing is lost", async (t) => {
  const { server, url, device } = await setUp(t);
  const here = await device();
  const page = await atWork(here, url, LAN);
  await allSent(page);
  await server.kill();
    const key = `book/head/${year}/SCT/BS`;
  const at = await page.evaluate(
    async ({ name, key }) => {
      const done = (request) => new Promise((resolve, reject) => ((request.onsuccess = () => resolve(request.result)), (request.onerror = () => reject(request.error))));
      const db = await done(indexedDB.open(name));
      const value = new Uint8Array(await done(db.transaction("ledger").objectStore("ledger").get(key)));
      db.close();
      // A byte string of 64: 0x58 0x40.
      return value.findIndex((byte, at) => byte === 0x58 && value[at + 1] === 0x40) + 10;
    },
    { name: UNIT, key },
  );
  assert.ok(at > 10, "the head holds a seal");
  await alter(page, "ledger", key, at);
  await alter(page, "lease", "SCT/BS", "delete");
  await certifyMany(page, url, "Mùa A Ngờ", 1);
  assert.match((await called(page, 1))[0], /^TẠM-[A-Z]+1\//);
  await server.restart();
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await allSent(page);
});
