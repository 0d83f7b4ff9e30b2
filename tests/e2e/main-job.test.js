// The main job, from a fresh start to the server.

import assert from "node:assert/strict";
import { LAN, allSent, applicants, emptied, goTo, lists, save, setUp, signIn, test } from "./lib/index.js";

test("a fresh counter: search “sao y”, record a no-wait dossier, the fee is right, the server has it", async (t) => {
  const counter = await setUp(t);
  const device = await counter.device();
  const page = await device.page(counter.url);
  await signIn(page, LAN);

  await page.getByRole("combobox", { name: "Tìm thủ tục" }).fill("sao y");
  const first = page.getByRole("option").first();
  await first.getByText("2.000815").waitFor();
  assert.match(await first.innerText(), /Không chờ/);
  await first.click();
  await page.waitForURL("**/thu-tuc/2.000815");
  await page.getByRole("link", { name: "Tiếp nhận hồ sơ", exact: true }).click();

  await page.getByLabel("Họ và tên").fill("Nguyễn Thị Hoa");
  for (const [part, count] of [["same", "3"], ["pages", "5"], ["copies", "2"]]) {
    await page.locator(`#line-0-${part}`).fill(count);
  }
  // Domain: 2.000 a page for the first two, 1.000 from the third on: 7.000 a copy, six copies.
  await page.locator("output").getByText("42.000 đồng", { exact: true }).waitFor();
  // No waiting is the rule here, until it is too late in the day.
  const noWait = page.getByRole("checkbox", { name: /^Không chờ/ });
  assert.equal(await noWait.isChecked(), (await page.locator("#late").count()) === 0);
  await noWait.check();
  await save(page, "Nguyễn Thị Hoa");

  await page.getByText("Đã trả kết quả", { exact: true }).first().waitFor();
  await page.getByText("42.000 đồng").first().waitFor();
  await allSent(page);
  await goTo(page, "Đồng bộ");
  await page.getByText("Hộp gửi trống").waitFor();
  await emptied(page);
  await goTo(page, "Hồ sơ");
  await lists(page, ["Nguyễn Thị Hoa"]);
  assert.deepEqual(await applicants(counter.server), ["Nguyễn Thị Hoa"]);
  assert.deepEqual(device.errors, []);
});
