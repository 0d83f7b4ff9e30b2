// What rests on memory of the law is marked until somebody confirms it; how far a
// procedure goes without a network is told wherever it matters.

import assert from "node:assert/strict";
import { LAN, PAO, allSent, atWork, fillIn, openForm, save, setUp, test } from "./lib/index.js";

const looksRight = async (page, name) => {
  for (const [size, width, height] of [["phone", 360, 740], ["pc", 1280, 800]]) {
    await page.setViewportSize({ width, height });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `nothing is cut on a ${size}`);
    await page.screenshot({ path: `target/screens/${name}-${size}.png`, fullPage: true });
  }
};

test("how far a procedure goes without a network, with the server stopped", async (t) => {
  const world = await setUp(t);
  const browser = await world.device();
  const page = await atWork(browser, world.url, LAN);
  await allSent(page);
  await world.server.kill();
  await page.goto(world.url + "/thu-tuc/2.000815", { waitUntil: "commit" });
  await page.getByText("Làm xong được khi không có mạng").waitFor();
  await page.goto(world.url + "/thu-tuc/1.000894", { waitUntil: "commit" });
  await page.locator(".offline").getByText("Nhận và chuẩn bị được; hoàn tất khi có mạng").waitFor();
  await page.locator(".offline summary").click();
  await page.locator(".offline").getByText("Phần mềm đăng ký, quản lý hộ tịch điện tử dùng chung").waitFor();
  await looksRight(page, "procedure-offline");
  await page.goto(world.url + "/thu-tuc/2.000986", { waitUntil: "commit" });
  await page.locator(".offline").getByText("Cần có mạng").waitFor();

  await openForm(page, world.url);
  await page.locator(".form-offline").getByText("Làm xong được khi không có mạng").waitFor();
  await fillIn(page, { name: "Giàng A Páo", noWait: false });
  await save(page, "Giàng A Páo");
  await page.locator(".standing").getByText("Làm xong được khi không có mạng").waitFor();
  await page.locator(".standing").getByText("việc chờ gửi").waitFor();
  await looksRight(page, "dossier-axes");
  assert.deepEqual(browser.errors, []);
});

test("a confirmed text loses its mark on every device, and gets it back", async (t) => {
  const world = await setUp(t);
  const [here, there] = await Promise.all([world.device(), world.device()]);
  const lan = await atWork(here, world.url, LAN);
  const pao = await atWork(there, world.url, PAO);
  await Promise.all([allSent(lan), allSent(pao)]);
  const mark = (page) => page.locator("#papers .badge--check");
  await pao.goto(world.url + "/thu-tuc/2.000815", { waitUntil: "commit" });
  await mark(pao).waitFor();

  await lan.goto(world.url + "/can-kiem-tra", { waitUntil: "commit" });
  const item = lan.locator(".review__item", { hasText: "Bản chính giấy tờ, văn bản cần sao" }).first();
  await item.waitFor();
  await looksRight(lan, "review");

  // Without a network it is told, and nothing is lost.
  await world.server.kill();
  await item.locator("summary").click();
  await item.getByLabel("Đã đối chiếu với văn bản nào").fill("Nghị định 23/2015/NĐ-CP, Điều 20");
  await item.getByRole("button", { name: "Xác nhận đúng với văn bản" }).click();
  await item.getByText("Chưa liên lạc được với máy chủ.").waitFor();
  assert.equal(await item.getByLabel("Đã đối chiếu với văn bản nào").inputValue(), "Nghị định 23/2015/NĐ-CP, Điều 20");
  await world.server.restart();
  await item.getByRole("button", { name: "Xác nhận đúng với văn bản" }).click();
  await lan.getByText("Đã xác nhận (1)").click();
  await lan.locator(".review__item", { hasText: "Lò Thị Lan" }).getByText("Nghị định 23/2015/NĐ-CP, Điều 20").waitFor();
  await looksRight(lan, "review-confirmed");

  await pao.evaluate(() => dispatchEvent(new Event("online")));
  await mark(pao).waitFor({ state: "detached" });
  await world.server.kill();
  await pao.reload();
  await pao.locator("#papers").waitFor();
  assert.equal(await mark(pao).count(), 0, "also offline");
  await world.server.restart();

  const confirmed = lan.locator(".review__item", { hasText: "Lò Thị Lan" });
  await confirmed.locator("summary").click();
  await confirmed.getByRole("button", { name: "Rút lại lời xác nhận" }).click();
  await item.locator(".badge--check").waitFor();
  await pao.evaluate(() => dispatchEvent(new Event("online")));
  await mark(pao).waitFor();
});
