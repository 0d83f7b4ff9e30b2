// A list of dossiers goes from the counter to a specialist, who confirms it on his own
// device: the batch's own signature. The server is stopped while people work.

import assert from "node:assert/strict";
import { LAN, PAO, allSent, atWork, fillIn, openForm, save, setUp, test } from "./lib/index.js";

const looksRight = async (page, name) => {
  for (const [size, width, height] of [["phone", 360, 740], ["pc", 1280, 800]]) {
    await page.setViewportSize({ width, height });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `nothing is cut on a ${size}`);
    await page.screenshot({ path: `target/screens/${name}-${size}.png`, fullPage: true });
  }
};

test("a list is handed over, confirmed in one tap, and one dossier of it is sent back", async (t) => {
  const world = await setUp(t);
  const [here, there] = await Promise.all([world.device(), world.device()]);
  const lan = await atWork(here, world.url, LAN);
  const pao = await atWork(there, world.url, PAO, "/ho-so");
  await Promise.all([allSent(lan), allSent(pao)]);
  await world.server.kill();
  for (const name of ["Giàng A Páo", "Lò Thị Ún", "Vàng A Tủa"]) {
    await openForm(lan, world.url);
    await fillIn(lan, { name, noWait: false });
    await save(lan, name);
  }
  await lan.goto(world.url + "/ban-giao", { waitUntil: "commit" });
  await lan.getByLabel("Giao cho").selectOption({ label: "Giàng A Páo" });
  await lan.getByRole("button", { name: "Bàn giao 3 hồ sơ" }).click();
  await lan.getByText("Đã bàn giao 3 hồ sơ cho Giàng A Páo").waitFor();
  await lan.getByText("còn 3 chưa xác nhận").waitFor();
  await looksRight(lan, "hand-over-list");
  await lan.getByText("Chờ bạn nhận").waitFor({ state: "detached" });

  await world.server.restart();
  await lan.evaluate(() => dispatchEvent(new Event("online")));
  await allSent(lan);
  await pao.evaluate(() => dispatchEvent(new Event("online")));
  await pao.locator(".dossier-item", { hasText: "Vàng A Tủa" }).waitFor();
  await allSent(pao);
  await world.server.kill();

  await pao.goto(world.url + "/ban-giao", { waitUntil: "commit" });
  const incoming = pao.locator("section", { hasText: "Chờ bạn nhận" });
  await incoming.waitFor();
  await pao.getByRole("checkbox", { name: /Lò Thị Ún/ }).uncheck();
  await looksRight(pao, "hand-over-incoming");
  await pao.getByRole("button", { name: "Trả lại 1 hồ sơ" }).click();
  await pao.getByRole("alert").getByText("Hãy ghi lý do.").waitFor();
  await pao.getByLabel("Lý do trả lại hồ sơ bỏ đánh dấu").fill("thiếu bản chính");
  await pao.getByRole("button", { name: "Trả lại 1 hồ sơ" }).click();
  await incoming.getByRole("checkbox", { name: /Lò Thị Ún/ }).waitFor({ state: "detached" });
  await pao.getByRole("button", { name: "Đã nhận 2 hồ sơ" }).click();
  await pao.getByText("đã nhận đủ").waitFor();
  await pao.getByText("Chờ bạn nhận").waitFor({ state: "detached" });

  await world.server.restart();
  await pao.evaluate(() => dispatchEvent(new Event("online")));
  await allSent(pao);
  await lan.evaluate(() => dispatchEvent(new Event("online")));
  await lan.getByText("đã nhận đủ").waitFor();
  await lan.getByRole("button", { name: "Xem, in" }).click();
  await lan.getByText(/đã xác nhận 2\/2 hồ sơ/).waitFor();
  await lan.locator(".hand-over__row, .hand-over td", { hasText: "Lò Thị Ún" }).first().waitFor();
  await looksRight(lan, "hand-over-confirmed");
  assert.deepEqual([...here.errors, ...there.errors], []);
});
