// The server dies in the middle of a push, at every place where that can hurt.
// In the end each event has one position, and the officer did nothing about it.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import {
  MAI,
  ProtocolDevice,
  SITTING,
  allSent,
  atWork,
  attach,
  consistent,
  database,
  fillIn,
  longText,
  ofDossiers,
  openForm,
  rows,
  save,
  says,
  scan,
  sentOnce,
  setUp,
  stream,
  test,
  until,
  uploads,
} from "./lib/index.js";

// server/storage/src/failpoint.rs: the binary is built with the feature `failpoints`.
const FAILPOINTS = ["received", "authenticated", "judged", "appended", "before-commit", "committed", "before-answer"];
const UPLOAD_FAILPOINTS = ["part-kept", "attachment-put"];
/** Where the server keeps all this: what it is told, beside the usual. */
const DATABASES = { SQLite: async () => [], PostgreSQL: async (t) => ["--database-url", await database(t)] };
// So many bytes of the request, or of the answer, come through before the end.
const CUTS = [
  { direction: "up", afterBytes: 1 },
  { direction: "up", afterBytes: 300 },
  { direction: "up", afterBytes: 1_000 },
  { direction: "down", afterBytes: 0 },
  { direction: "down", afterBytes: 60 },
  { direction: "down", afterBytes: 300 },
];
const EXCHANGE = "POST /api/v1/exchange";
/** Dossiers of some 9 kB: a push of more than two messages of 32 KiB. */
const MANY = 12;
/** A request that carries nothing is no larger. */
const EMPTY_MAX = 1_000;
/** A message is at least so large while more is to follow. */
const MESSAGE_MIN = 20_000;

/** A counter, an officer at work with the form open, and a device that only reads. */
async function counterWithReader(t, args = []) {
  const counter = await setUp(t, { args });
  const device = await counter.device();
  const page = await atWork(device, counter.url);
  await allSent(page);
  const reader = await ProtocolDevice.signIn(counter.server.url, MAI);
  return { ...counter, device, page, reader };
}

/** One more dossier: three events at once. `title` is what its documents are called. */
async function recordOne(page, url, name, title) {
  const again = page.getByRole("link", { name: "Tiếp nhận hồ sơ nữa cùng thủ tục" });
  if (await again.isVisible()) await again.click();
  else await openForm(page, url);
  await page.getByLabel("Họ và tên").waitFor();
  if (title) await page.locator("#line-0-title").fill(title);
  await fillIn(page, { name });
  await save(page, name);
}

/** How large a request was before it was packed. */
const unpacked = (request) => {
  const body = request.postDataBuffer() ?? Buffer.alloc(0);
  return (request.headers()["content-encoding"] === "gzip" ? gunzipSync(body) : body).length;
};

/** As when the network comes back. */
const goOnline = (page) => page.evaluate(() => dispatchEvent(new Event("online")));

/** The server is started again, to die at a place of its own choice. */
async function restartToDieAt(server, place) {
  server.command.env = { KHONGCHO_FAILPOINT: place };
  await server.restart();
}

/** It has died, and starts again without a wish to. */
async function restartAfter(server, place) {
  await until(() => !server.running, `the server has died at “${place}”`);
  server.command.env = {};
  await server.restart();
}

for (const [name, args] of Object.entries(DATABASES)) {
  test(`R1: the server aborts at each of its failpoints on ${name}; every event is received exactly once`, async (t) => {
    const { server, url, page, reader } = await counterWithReader(t, await args(t));
    for (const [at, place] of FAILPOINTS.entries()) {
      await server.kill();
      await recordOne(page, url, `Lý A ${place}`);
      await restartToDieAt(server, place);
      await goOnline(page);
      await until(() => !server.running, `the server has died at “${place}”`);
      await says(page, /Ngoại tuyến · 1 hồ sơ chờ gửi/);
      assert.equal((await rows(page)).outbox, SITTING, "nothing leaves the outbox without a receipt");

      await restartAfter(server, place);
      await goOnline(page);
      await allSent(page);
      const news = ofDossiers(await reader.pull());
      assert.equal(news.length, 3, `${place}: three new positions`);
      assert.equal(news[0].event.received.applicant.name, `Lý A ${place}`);
      assert.deepEqual(await consistent(page), { waiting: 0, confirmed: 3 * (at + 1) });
    }
  });

  test(`X9 C8: the server aborts in a push of many messages on ${name}; those before stay and are not sent again`, async (t) => {
    const { server, proxy, url, device, page, reader } = await counterWithReader(t, await args(t));
    await server.kill();
    for (let at = 0; at < MANY; at += 1) await recordOne(page, url, `Hạng ${longText(at)}`, longText(MANY + at));
    // The first request is one message; the next has the rest in as many as it takes.
    const place = "judged:3";
    await restartToDieAt(server, place);
    const sizes = [];
    page.on("request", (request) => {
      if (request.url().endsWith("/api/v1/exchange")) sizes.push(unpacked(request));
    });
    await goOnline(page);
    await until(() => !server.running, `the server has died at “${place}”`);
    proxy.refuse();
    await restartAfter(server, place);
    const kept = (await stream(server)).length;
    proxy.pass();
    await goOnline(page);
    await allSent(page);

    // The one of many messages; the browser may tell of it only after the server has died.
    const killed = sizes.indexOf(Math.max(...sizes));
    t.diagnostic(`${sizes.join(", ")} bytes, of which ${sizes[killed]} were cut; ${kept} of ${3 * MANY} events had come`);
    assert.ok(kept < 3 * MANY, "it died before all had come");
    const again = sizes.slice(killed + 1).reduce((sum, size) => sum + (size > EMPTY_MAX ? size : 0), 0);
    assert.ok(again < sizes[killed] - MESSAGE_MIN, "what had come is not sent again");
    assert.equal(ofDossiers(await reader.pull()).length, 3 * MANY);
    assert.equal((await stream(server)).length, 3 * MANY);
    assert.deepEqual(await consistent(page), { waiting: 0, confirmed: 3 * MANY });
    assert.deepEqual(device.errors, []);
  });

  test(`F5 F6: the server aborts at each failpoint of an upload on ${name}; nothing is lost, and what it has is not sent again`, async (t) => {
    const { server, url, device, page, reader } = await counterWithReader(t, await args(t));
    for (const place of UPLOAD_FAILPOINTS) {
      await recordOne(page, url, `Hờ A ${place}`);
      await allSent(page);
      await restartToDieAt(server, place);
      const seen = uploads(page);
      await attach(page, place, await scan(page, { width: 1240, height: 1754 }));
      await until(() => !server.running, `the server has died at “${place}”`);
      const [started, acknowledged] = [seen.starts.length, seen.parts.at(-1)?.[1] ?? 0];
      await restartAfter(server, place);
      await goOnline(page);
      await page.locator(".attachments").getByText("Các tệp đính kèm tại máy này đã lên máy chủ.").waitFor({ timeout: 60_000 });

      t.diagnostic(`${place}: parts from ${seen.starts}; told ${JSON.stringify(seen.parts)}; asked ${seen.heads}`);
      sentOnce(seen);
      const [{ event }] = ofDossiers(await reader.pull()).slice(-1);
      const [{ hash, size_bytes: size }] = event.attached;
      const after = seen.starts.slice(started);
      if (place === "attachment-put") assert.deepEqual(after, [], "it was whole: no byte is sent again");
      else assert.ok(after.length > 0 && after.every((start) => start > acknowledged), "the part that nobody heard of is not sent again");
      const answer = await fetch(`${server.url}/api/v1/attachments/${hash.toString("hex")}`, { headers: { cookie: reader.cookie } });
      assert.equal((await answer.arrayBuffer()).byteLength, size);
      page.removeAllListeners("request").removeAllListeners("response");
    }
    assert.deepEqual(device.errors, []);
  });
}

test("each failpoint of the server has a test that kills it there", async () => {
  const server = resolve(import.meta.dirname, "../../server");
  const files = (await readdir(server, { recursive: true })).filter((name) => name.endsWith(".rs"));
  const texts = await Promise.all(files.map((name) => readFile(join(server, name), "utf8")));
  const found = texts.flatMap((text) => [...text.matchAll(/failpoint::pass\(\s*"([^"]+)"/g)].map(([, name]) => name));
  assert.deepEqual([...new Set(found)].sort(), [...FAILPOINTS, ...UPLOAD_FAILPOINTS].sort());
});

test("R1: the server dies while bytes go up or come down; every event is received exactly once", async (t) => {
  const { server, proxy, url, page, reader } = await counterWithReader(t);
  for (const [at, { direction, afterBytes }] of CUTS.entries()) {
    const where = `${direction} ${afterBytes}`;
    proxy.refuse();
    await recordOne(page, url, `Lý B ${where}`);
    const trap = proxy.trap({ match: EXCHANGE, direction, afterBytes, then: () => server.kill() });
    proxy.pass();
    await goOnline(page);
    await trap.sprung;
    await says(page, /Ngoại tuyến · 1 hồ sơ chờ gửi/);

    await server.restart();
    await goOnline(page);
    await allSent(page);
    const news = ofDossiers(await reader.pull());
    assert.deepEqual(news.map(({ event }) => event.received?.applicant.name).filter(Boolean), [`Lý B ${where}`]);
    assert.deepEqual(await consistent(page), { waiting: 0, confirmed: 3 * (at + 1) });
  }
});

test("B2: the browser dies while it applies an answer; receipts, news and cursor are all there or none", async (t) => {
  const { server, url, proxy, device, page, reader } = await counterWithReader(t);
  let tab = page;
  for (const [round, delay] of [0, 3, 9].entries()) {
    proxy.refuse();
    await recordOne(tab, url, `Mùa A ${round}`);
    await reader.exchange([reader.envelope(reader.reception({ name: `Khác ${round}` }))]);
    const answered = new Promise((resolve) => {
      tab.on("response", (response) => response.url().endsWith("/exchange") && resolve());
    });
    proxy.pass();
    await goOnline(tab);
    await answered;
    await new Promise((resolve) => setTimeout(resolve, delay));
    await device.kill();
    proxy.refuse();

    await device.reopen();
    tab = await device.page(`${url}/ho-so`);
    await says(tab, /Ngoại tuyến/);
    const found = await consistent(tab);
    t.diagnostic(`killed ${delay} ms after the answer: ${JSON.stringify(found)}`);
    proxy.pass();
    await goOnline(tab);
    await allSent(tab);
    assert.deepEqual(await consistent(tab), { waiting: 0, confirmed: 4 * (round + 1) });
  }
  assert.equal((await stream(server)).length, 12);
  assert.ok(server.running);
});
