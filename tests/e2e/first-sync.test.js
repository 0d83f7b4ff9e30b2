// A device that has nothing, and a server that has much: chunks first, the tail of
// the stream after them, old details only when they are asked for (SPEC §P).

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  CHUNK,
  DAY_MS,
  LAN,
  MAI,
  PAO,
  ProtocolDevice,
  allSent,
  contents,
  correct,
  decode,
  emptied,
  encode,
  fillIn,
  fullCounter,
  goTo,
  open as opened,
  openForm,
  pageOf,
  rows,
  save,
  says,
  serverSigns,
  setUp,
  signIn,
  test,
  until,
} from "./lib/index.js";

/** Dossiers in one pack, and old rows for which one is made (frontend/store/src/pack). */
const PACK_DOSSIERS = 200;
const OLD_ROWS_MIN = 50;

/** The hashes of the chunks that a page has asked for, with what became of them. */
function chunksOf(page) {
  const asked = [];
  page.on("requestfinished", async (request) => {
    const at = request.url().indexOf(CHUNK);
    if (at > 0 && (await request.response())?.ok()) asked.push(request.url().slice(at + CHUNK.length));
  });
  return asked;
}

/** Everything that the server has is listed on this page. */
const complete = async (page, all) => {
  await goTo(page, "Hồ sơ");
  await page.getByText(`${all.toLocaleString("vi-VN")} hồ sơ`, { exact: false }).first().waitFor();
  await allSent(page);
};

test("P3 P5 P6 P10: a new device fetches chunks and the tail; old details stay at the server until they are asked for", async (t) => {
  const { proxy, url, device, old, open, all, writer } = await fullCounter(t);
  const browser = await device();
  const page = await browser.page(url);
  const asked = chunksOf(page);
  await signIn(page, LAN);
  await complete(page, all);
  await until(() => asked.length >= 7, "the chunks are told");
  assert.equal(new Set(asked).size, asked.length, "no chunk is fetched twice");

  const { pack, summary } = await rows(page);
  assert.ok(pack < summary, `of ${summary - pack} packs only the summaries are here`);
  const { meta: values } = await contents(page);
  const progress = values.find(([key]) => key === "progress")[1];
  await writer.pull();
  assert.equal(progress.after, writer.after, "the tail of the stream has come");
  assert.equal(values.find(([key]) => key === "baseline"), undefined, "nothing is to come");

  // An open one is whole, an old one is asked for and stays.
  await page.goto(`${url}/ho-so/${pageOf(open[0])}`, { waitUntil: "commit" });
  await page.getByRole("heading", { level: 1, name: "Mới 0" }).waitFor();
  await page.goto(`${url}/ho-so/${pageOf(old[0])}`, { waitUntil: "commit" });
  await page.getByRole("heading", { level: 1, name: "Cũ 0" }).waitFor();
  // The words of P11; tests/api proves when the server says so.
  await page.route("**/api/v1/dossiers/*", (route) =>
    route.fulfill({ status: 422, contentType: "application/problem+json", json: { type: "urn:khongcho:problem:too-many-events", detail: "over 2000" } }),
  );
  await page.goto(`${url}/ho-so/${pageOf(old[2])}`, { waitUntil: "commit" });
  await page.getByText("Hồ sơ có quá nhiều sự kiện").waitFor();
  proxy.refuse();
  await page.goto(`${url}/ho-so/${pageOf(old[0])}`, { waitUntil: "commit" });
  await page.getByRole("heading", { level: 1, name: "Cũ 0" }).waitFor();
  await page.goto(`${url}/ho-so/${pageOf(old[1])}`, { waitUntil: "commit" });
  await page.getByText("Chi tiết hồ sơ này đang ở máy chủ").first().waitFor();
  await goTo(page, "Hồ sơ");
  await page.getByRole("searchbox").fill("Cu 349");
  await page.getByText("Cũ 349").waitFor();
  assert.deepEqual(browser.errors, []);
});

/** The server's clock is some days later from now on, and this device hears of it. */
async function later(server, page, days) {
  server.command.env = { KHONGCHO_CLOCK_SHIFT_MS: String(days * DAY_MS) };
  await server.restart();
  await page.evaluate(() => dispatchEvent(new Event("online")));
}

/** Packs of which only the summaries are here. */
const away = async (page) => (({ pack, summary }) => summary - pack)(await rows(page));
const AT_SERVER = "Chi tiết hồ sơ này đang ở máy chủ";

test("P10: details leave a device that stays open as time passes; what is recorded on one and not sent does not", async (t) => {
  const { server, proxy, url, device, old, all } = await fullCounter(t, { oldDays: 300 });
  const browser = await device();
  const page = await browser.page(url);
  await signIn(page, LAN);
  await complete(page, all);
  await until(async () => (await away(page)) === 0, "all details are here");

  proxy.refuse();
  await page.getByRole("searchbox").fill("Cu 349");
  await page.getByText("Cũ 349").click();
  await correct(page, "phone", "0912345678");
  const corrected = new URL(page.url()).pathname;
  await goTo(page, "Đồng bộ");
  await page.getByRole("button", { name: "Tạm dừng gửi" }).click();
  await page.getByText(/Đã tạm dừng gửi/).waitFor();
  proxy.pass();
  await later(server, page, 150);
  await until(async () => (await away(page)) > 0, "old details are gone, with no tab opened anew");

  proxy.refuse();
  const see = (path) => page.goto(url + path, { waitUntil: "commit" });
  await see(corrected);
  await page.locator(".timeline").getByText("0912345678").waitFor();
  await see(`/ho-so/${pageOf(old[0])}`);
  await page.getByText(AT_SERVER).first().waitFor();
  proxy.pass();
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.getByRole("heading", { level: 1, name: "Cũ 0" }).waitFor();
  await emptied(page);
  assert.equal((await rows(page)).attention, 0);
  assert.deepEqual(browser.errors, []);
});

test("P10: old details leave a small commune's device too, from its one pack and from its rows; what is fetched again stays for the day", async (t) => {
  const { server, proxy, url, device } = await setUp(t);
  const writer = await ProtocolDevice.signIn(server.url, MAI);
  const closed = async (count, name) => {
    const envelopes = [];
    for (let at = 0; at < count; at += 1) {
      const then = Date.now() - 300 * DAY_MS - at * 60_000;
      const received = writer.envelope(writer.reception({ name: `${name} ${at}`, at: then }), { at: then });
      const { dossier } = opened(received);
      envelopes.push(received, writer.envelope("resolved", { dossier, at: then }), writer.envelope({ returned: "in_person" }, { dossier, at: then }));
    }
    const { rulings } = await writer.exchange(envelopes);
    assert.ok(rulings.every((ruling) => ruling.accepted), "every dossier is received");
    return opened(envelopes[0]).dossier;
  };
  await closed(PACK_DOSSIERS, "Nhiều");
  const browser = await device();
  const page = await browser.page(url);
  await signIn(page, LAN);
  await complete(page, PACK_DOSSIERS);
  const [first] = [await closed(OLD_ROWS_MIN - 1, "Ít"), await closed(1, "Đủ")];
  await complete(page, PACK_DOSSIERS + OLD_ROWS_MIN);
  const kept = async () => (({ pack, summary, dossier }) => ({ pack, summary, dossier }))(await rows(page));
  assert.deepEqual(await kept(), { pack: 1, summary: 1, dossier: OLD_ROWS_MIN });

  await later(server, page, 150);
  await until(async () => (await away(page)) > 0, "old details are gone");
  assert.deepEqual(await kept(), { pack: 0, summary: 2, dossier: 0 });
  await complete(page, PACK_DOSSIERS + OLD_ROWS_MIN);
  proxy.refuse();
  await page.goto(`${url}/ho-so/${pageOf(first)}`, { waitUntil: "commit" });
  await page.getByText(AT_SERVER).first().waitFor();
  proxy.pass();
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.getByRole("heading", { level: 1, name: "Ít 0" }).waitFor();
  proxy.refuse();
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "Ít 0" }).waitFor();
  assert.equal((await kept()).dossier, 1);
  assert.deepEqual(browser.errors, []);
});

test("P6: a first sync that is cut goes on with the chunks that are missing", async (t) => {
  const { proxy, url, device, all, server } = await fullCounter(t);
  const browser = await device();
  let page = await browser.page(url);
  const trap = proxy.trap({ match: `GET ${CHUNK}`, direction: "down", afterBytes: 700, then: () => proxy.refuse() });
  await signIn(page, PAO);
  await trap.sprung;
  await says(page, /Ngoại tuyến/);
  await page.close();
  page = await browser.page(`${url}/ho-so`);
  const { meta } = await contents(page);
  // What had arrived and was not written down when the tab went is missing too.
  const missing = meta.find(([key]) => key === "baseline")[1].missing.map(([, [hash]]) => Buffer.from(hash).toString("hex"));
  assert.ok(missing.length > 0, "chunks are missing");
  const again = chunksOf(page);
  proxy.pass();
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await complete(page, all);
  await until(() => again.length >= missing.length, "every chunk is told");
  assert.deepEqual(again.toSorted(), missing.toSorted(), "what is missing is fetched, and nothing else");
  assert.ok(server.running);
});

test("P7: news of a dossier whose chunk has not come waits for it; the officer works meanwhile", async (t) => {
  const { url, device, open, all, writer } = await fullCounter(t);
  const browser = await device();
  const page = await browser.page(url);
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await page.route(`**${CHUNK}*`, async (route) => {
    await released;
    await route.continue();
  });
  await signIn(page, LAN);
  await writer.exchange([writer.envelope("resolved", { dossier: open[7] })]);
  await until(async () => {
    const { dossier } = await contents(page);
    return dossier.some(([, row]) => row.parked?.length === 1);
  }, "the news is parked");
  await openForm(page, url);
  await fillIn(page, { name: "Lò Thị Giữa" });
  await save(page, "Lò Thị Giữa");
  await emptied(page); // while chunks are to come
  release();
  await complete(page, all + 1);
  await page.goto(`${url}/ho-so/${pageOf(open[7])}`, { waitUntil: "commit" });
  await page.getByRole("heading", { level: 1, name: "Mới 7" }).waitFor();
  await page.getByText("Đã xử lý xong").first().waitFor();
  const { dossier } = await contents(page);
  assert.ok(dossier.every(([, row]) => !row.parked), "nothing is parked any more");
});

test("P8: chunks that are gone at the server are awaited no longer; an empty list leaves nothing to come", async (t) => {
  const { server, url, device } = await fullCounter(t);
  const browser = await device();
  const page = await browser.page(url);
  const key = await readFile(join(server.dataDir, "server.key"));
  let lists = 0;
  await page.route("**/api/v1/baseline", async (route) => {
    lists += 1;
    const response = await route.fetch();
    if (lists === 1) return route.fulfill({ response });
    const [, , payload] = decode(await response.body());
    const emptied = encode([...decode(payload).slice(0, -1), []]);
    return route.fulfill({ response, body: serverSigns(key, "khongcho/baseline", emptied) });
  });
  await page.route(`**${CHUNK}*`, (route) =>
    route.fulfill({ status: 404, contentType: "application/problem+json", json: { type: "urn:khongcho:problem:not-found", detail: "gone" } }),
  );
  await signIn(page, LAN);
  await until(async () => {
    // An exchange that was faster leaves it to the next one to begin again.
    await page.evaluate(() => dispatchEvent(new Event("online")));
    const { meta } = await contents(page);
    return lists > 1 && !meta.some(([key]) => key === "baseline");
  }, "nothing is to come");
  await allSent(page);
});

test("T3 P5: what is recorded on top of a chunk is later than it, before any exchange", async (t) => {
  const aheadMs = 120_000;
  const since = Date.now();
  const { url, device, open } = await fullCounter(t, { aheadMs });
  const browser = await device();
  const page = await browser.page(url);
  await page.route("**/api/v1/exchange", (route) => route.abort());
  await signIn(page, LAN);
  await until(async () => {
    const { meta } = await contents(page);
    return meta.some(([key]) => key === "progress") && !meta.some(([key]) => key === "baseline");
  }, "every chunk has come", { timeoutMs: 60_000 });
  await page.goto(`${url}/ho-so/${pageOf(open[0])}`, { waitUntil: "commit" });
  await page.getByRole("heading", { level: 1, name: "Mới 0" }).waitFor();
  await correct(page, "phone", "0987 654 321");
  const { outbox } = await contents(page);
  const { time, serverSeen } = opened(outbox.at(-1)[1].bytes);
  assert.ok(Number(time >> 16n) >= since + aheadMs, "it is later than what it is about");
  assert.ok(serverSeen >= since && serverSeen <= Date.now(), "the server's clock is evidence in it");
});
