// The server dies in the middle of a push, at every place where that can hurt.
// In the end each event has one position, and the officer did nothing about it.

import assert from "node:assert/strict";
import { MAI, ProtocolDevice, SITTING, allSent, atWork, consistent, fillIn, ofDossiers, openForm, rows, save, says, setUp, stream, test, until } from "./lib/index.js";

// server/storage/src/failpoint.rs: the binary is built with the feature `failpoints`.
const FAILPOINTS = ["received", "authenticated", "judged", "appended", "before-commit", "committed", "before-answer"];
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

/** A counter, an officer at work with the form open, and a device that only reads. */
async function counterWithReader(t) {
  const counter = await setUp(t);
  const device = await counter.device();
  const page = await atWork(device, counter.url);
  await allSent(page);
  const reader = await ProtocolDevice.signIn(counter.server.url, MAI);
  return { ...counter, device, page, reader };
}

/** One more dossier: three events at once. */
async function recordOne(page, url, name) {
  const again = page.getByRole("link", { name: "Tiếp nhận hồ sơ nữa cùng thủ tục" });
  if (await again.isVisible()) await again.click();
  else await openForm(page, url);
  await page.getByLabel("Họ và tên").waitFor();
  await fillIn(page, { name });
  await save(page, name);
}

/** As when the network comes back. */
const goOnline = (page) => page.evaluate(() => dispatchEvent(new Event("online")));

test("R1: the server aborts at each of its failpoints; every event is received exactly once", async (t) => {
  const { server, url, page, reader } = await counterWithReader(t);
  for (const [at, place] of FAILPOINTS.entries()) {
    await server.kill();
    await recordOne(page, url, `Lý A ${place}`);
    server.command.env = { KHONGCHO_FAILPOINT: place };
    await server.restart();
    await goOnline(page);
    await until(() => !server.running, `the server has died at “${place}”`);
    await says(page, /Ngoại tuyến · 1 hồ sơ chờ gửi/);
    assert.equal((await rows(page)).outbox, SITTING, "nothing leaves the outbox without a receipt");

    server.command.env = {};
    await server.restart();
    await goOnline(page);
    await allSent(page);
    const news = ofDossiers(await reader.pull());
    assert.equal(news.length, 3, `${place}: three new positions`);
    assert.equal(news[0].event.received.applicant.name, `Lý A ${place}`);
    assert.deepEqual(await consistent(page), { waiting: 0, confirmed: 3 * (at + 1) });
  }
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
