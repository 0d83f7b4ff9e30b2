// News that this build cannot read: the officer works on, what waits is received, and
// nothing that was saved leaves the screen (SPEC B6, R2).

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { MAI, SITTING, ProtocolDevice, allSent, atWork, decode, emptied, encode, goTo, lists, record, rows, says, serverSigns, setUp, started, stream, test, until } from "./lib/index.js";

const EXCHANGE = "**/api/v1/exchange";
const ANSWER = "khongcho/exchange/answer";
const LATER_VERSION = 9;

/** The same answer as a server would give it whose other devices have a later build. */
async function ofALaterBuild(body, key) {
  const [, , payload] = decode(body);
  const parts = decode(payload);
  parts[6] = parts[6].map((item) => {
    if (!Buffer.isBuffer(item)) return item; // a run: this device's own
    const later = Buffer.from(item);
    later[1] = LATER_VERSION; // after the array's head
    return later;
  });
  return serverSigns(key, ANSWER, encode(parts));
}

test("B6 R2: news of a later build holds up nothing but itself; after the update everything is there once", async (t) => {
  const { server, url, ...counter } = await setUp(t);
  const device = await counter.device();
  const page = await atWork(device, url);
  await allSent(page);
  const key = await readFile(join(server.dataDir, "server.key"));
  await device.context.route(EXCHANGE, async (route) => {
    const response = await route.fetch();
    const body = await ofALaterBuild(await response.body(), key);
    const headers = { "content-type": response.headers()["content-type"] };
    await route.fulfill({ status: response.status(), headers, body });
  });
  const mai = await ProtocolDevice.signIn(server.url, MAI);
  await mai.exchange([mai.envelope(mai.reception({ name: "Sùng Thị Sau" }))]);

  await record(page, url, [{ name: "Hoàng Văn Trước" }]);
  await until(async () => (await stream(server)).length === 4, "the first is received");
  await record(page, url, [{ name: "Hoàng Văn Giữa" }]);
  await until(async () => (await stream(server)).length === 7, "what comes after it is sent as well");
  await says(page, /Chưa đồng bộ được/);
  await goTo(page, "Hồ sơ");
  await lists(page, ["Hoàng Văn Giữa", "Hoàng Văn Trước"]);
  assert.equal((await rows(page)).outbox, 2 * SITTING, "they stay until the news brings them");
  await page.reload();
  await started(page);
  await lists(page, ["Hoàng Văn Giữa", "Hoàng Văn Trước"]);
  await page.goto(`${url}/dong-bo`);
  await page.getByText(/Máy chủ đã dùng bản mới hơn/).first().waitFor();

  await device.context.unrouteAll({ behavior: "wait" });
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await allSent(page);
  await emptied(page);
  await goTo(page, "Hồ sơ");
  await lists(page, ["Hoàng Văn Giữa", "Hoàng Văn Trước", "Sùng Thị Sau"]);
  assert.equal((await stream(server)).length, 7, "nothing was taken twice");
});
