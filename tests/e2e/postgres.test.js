// Two servers on one PostgreSQL database, a device at each: what one takes in the other's
// device hears of by itself, and when one dies its device goes on at the other.

import assert from "node:assert/strict";
import { join } from "node:path";
import {
  FaultProxy,
  LAN,
  PAO,
  Server,
  allSent,
  applicants,
  atWork,
  consistent,
  contents,
  database,
  fillIn,
  goTo,
  lists,
  openForm,
  record,
  save,
  says,
  setUp,
  stream,
  test,
} from "./lib/index.js";

const EXCHANGE = "POST /api/v1/exchange";
/** Much less than the 30 s after which a device asks by itself (C5). */
const HEARD = { timeoutMs: 15_000 };

const goOnline = (page) => page.evaluate(() => dispatchEvent(new Event("online")));

/** A server more on the database and with the key of the first, and its proxy. */
async function another(t, first, args) {
  const server = await Server.start({ args: [...args, "--key-file", join(first.dataDir, "server.key")] });
  const proxy = await FaultProxy.start(server.port);
  t.after(async () => {
    await proxy.dispose();
    await server.dispose();
  });
  return { server, proxy };
}

/** The device has just asked, and has no reason of its own to ask again soon. */
async function hasAsked(page) {
  const answered = page.waitForResponse((response) => response.url().endsWith("/api/v1/exchange"));
  await goOnline(page);
  await answered;
  await allSent(page);
}

/** What a device holds that every other one must hold as well. */
async function held(page) {
  const { dossier, ledger } = await contents(page);
  return { dossier, ledger };
}

test("A9 B4 R1: of two servers on one database each tells its devices what the other took in; one dies, and its device goes on at the other", async (t) => {
  const args = ["--database-url", await database(t)];
  const { server: one, proxy: toOne, url, device } = await setUp(t, { args });
  const { server: two, proxy: toTwo } = await another(t, one, args);
  const [here, there] = [await device(), await device()];
  const lan = await atWork(here, url, LAN);
  const pao = await atWork(there, toTwo.url, PAO);
  await goTo(pao, "Hồ sơ");
  await openForm(lan, url);
  await fillIn(lan, { name: "Ghi Ở Một" });
  await hasAsked(pao);
  await save(lan, "Ghi Ở Một");
  await lists(pao, ["Ghi Ở Một"], HEARD);

  // Committed, and nobody heard: the other server has to know that it was.
  for (const [at, { direction, afterBytes }] of [{ direction: "down", afterBytes: 0 }, { direction: "up", afterBytes: 300 }].entries()) {
    toTwo.refuse();
    await record(pao, toTwo.url, [{ name: `Ghi Ở Hai ${at}` }]);
    const trap = toTwo.trap({ match: EXCHANGE, direction, afterBytes, then: () => two.kill() });
    toTwo.pass();
    await goOnline(pao);
    await trap.sprung;
    await says(pao, /Ngoại tuyến · 1 hồ sơ chờ gửi/);
    assert.equal((await stream(one)).length, 3 * (direction === "down" ? at + 2 : at + 1), "committed or not");
    toTwo.targetPort = one.port;
    await goOnline(pao);
    await allSent(pao);
    await two.restart();
    toTwo.targetPort = two.port;
  }

  // Now the first one dies, and its device finds all that the second has.
  toOne.refuse();
  await record(lan, url, [{ name: "Ghi Lúc Mất" }]);
  await one.kill();
  toOne.targetPort = two.port;
  toOne.pass();
  await goTo(lan, "Hồ sơ");
  await goOnline(lan);
  await allSent(lan);
  const all = ["Ghi Ở Một", "Ghi Ở Hai 0", "Ghi Ở Hai 1", "Ghi Lúc Mất"];
  assert.deepEqual(await applicants(two), all);
  await lists(lan, all);
  await goTo(pao, "Hồ sơ");
  await hasAsked(pao);
  await lists(pao, all);
  for (const page of [lan, pao]) assert.deepEqual(await consistent(page), { waiting: 0, confirmed: 3 * all.length });
  assert.deepEqual(await held(pao), await held(lan));
  assert.deepEqual([...here.errors, ...there.errors], []);
});
