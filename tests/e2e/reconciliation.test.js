// Codes of the official system, one by one and from a pasted list, with the server stopped.

import assert from "node:assert/strict";
import { LAN, allSent, atWork, fillIn, openForm, save, setUp, test } from "./lib/index.js";

const looksRight = async (page, name) => {
  for (const [size, width, height] of [["phone", 360, 740], ["pc", 1280, 800]]) {
    await page.setViewportSize({ width, height });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `nothing is cut on a ${size}`);
    await page.screenshot({ path: `target/screens/${name}-${size}.png`, fullPage: true });
  }
};

test("codes are recorded by hand and from a list, and taken back", async (t) => {
  const world = await setUp(t);
  const browser = await world.device();
  const page = await atWork(browser, world.url, LAN);
  await allSent(page);
  await world.server.kill();
  const codes = {};
  for (const name of ["Giàng A Páo", "Lò Thị Ún", "Vàng A Tủa"]) {
    await openForm(page, world.url);
    await fillIn(page, { name });
    await save(page, name);
    codes[name] = await page.locator(".dossier-caption .code").textContent();
  }
  await page.goto(world.url + "/ho-so", { waitUntil: "commit" });
  await page.getByRole("link", { name: "Đối chiếu" }).click();
  await page.getByText("Chưa có mã hồ sơ quốc gia").waitFor();
  await looksRight(page, "reconciliation");

  // By hand: an odd code is warned about and recorded all the same; what is typed for
  // another dossier stays while this one goes.
  const field = (name) => page.getByLabel(`Mã quốc gia của hồ sơ ${name}`);
  await field("Lò Thị Ún").fill("H99.99.01-26");
  await field("Giàng A Páo").fill("hs-12");
  await page.getByText("Mã không theo dạng thường gặp").first().waitFor();
  await field("Giàng A Páo").press("Enter");
  await page.getByText("Vừa ghi 1 mã").waitFor();
  assert.equal(await field("Giàng A Páo").count(), 0);
  assert.equal(await field("Lò Thị Ún").inputValue(), "H99.99.01-26");
  await page.getByRole("button", { name: "Bỏ mã này" }).click();
  await field("Giàng A Páo").waitFor();

  // An empty code is none.
  await field("Vàng A Tủa").press("Enter");
  await page.getByRole("alert").getByText("Hãy ghi mã hồ sơ quốc gia.").waitFor();

  // A pasted list: what is wrong is told line by line, the rest is recorded.
  await page.getByText("Dán danh sách mã").click();
  const misspelt = codes["Vàng A Tủa"].replace(/\d(?=-[^-]*$)/, (digit) => String((Number(digit) + 1) % 10));
  await page.getByLabel("Danh sách mã tạm và mã quốc gia").fill([
    "Mã tạm\tMã quốc gia",
    `${codes["Giàng A Páo"]}\tH99.99.01-261123-0001`,
    `${codes["Lò Thị Ún"]}\tH99.99.01-261123-0002`,
    `${misspelt}\tH99.99.01-261123-0003`,
    `${codes["Vàng A Tủa"]}\tH99.99.01-261123-0002`,
  ].join("\n"));
  await page.getByText("Dòng 4: không có mã tạm đúng").waitFor();
  await page.getByText("Dòng 5: mã tạm hoặc mã quốc gia đã có ở dòng trên.").waitFor();
  await looksRight(page, "reconciliation-pasted");
  await page.getByRole("button", { name: "Ghi 2 mã" }).click();
  await page.getByText("Vừa ghi 2 mã").waitFor();
  assert.equal(await field("Giàng A Páo").count(), 0);
  assert.equal(await field("Vàng A Tủa").count(), 1);

  await page.reload();
  await field("Vàng A Tủa").waitFor();
  assert.equal(await field("Lò Thị Ún").count(), 0, "recorded for good");

  // The code finds its dossier, and everything reaches the server.
  await page.goto(world.url + "/ho-so", { waitUntil: "commit" });
  await page.getByLabel("Tìm hồ sơ").fill("261123-0002");
  await page.getByText("1 hồ sơ", { exact: true }).waitFor();
  await page.locator(".dossier-item", { hasText: "Lò Thị Ún" }).click();
  await page.locator(".timeline").getByText("Mã hồ sơ quốc gia: H99.99.01-261123-0002").waitFor();
  await world.server.restart();
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await allSent(page);
  assert.deepEqual(browser.errors, []);
});
