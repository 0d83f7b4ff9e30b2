// What a fee comes to at the desk: a ground on which nothing is paid, and what a province
// sets, from its table to the receipt.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { LAN, allSent, atWork, installed, openForm, save, setUp, sidewaysOverflow, test } from "./lib/index.js";

/** When the first story begins. */
const MONDAY = "2026-11-23T08:00:00+07:00";

const BIN = process.env.KHONGCHO_BIN ?? "target/debug/khongcho";
const EXTRACT = "2.000635"; // 8.000 đồng a copy
const DEATH = "1.000656"; // free when on time, else as the province sets
const CHANGE = "1.004859"; // its fee is the province's to set

const fee = (page) => page.locator("section.fee");
const comesTo = (page, amount) => fee(page).locator("output").getByText(amount, { exact: true }).waitFor();
const facts = (page) => page.locator(".facts");
const papers = (page) => page.locator(".to-print");

test("a ground on which nothing is paid: chosen on the form, told on the screen, no money asked for and none receipted", async (t) => {
  const world = await setUp(t, { time: MONDAY });
  const device = await world.device();
  const page = await atWork(device, world.url, LAN);
  await allSent(page);
  await world.server.kill();
  await page.clock.setFixedTime(new Date("2026-11-23T09:00:00+07:00"));
  await openForm(page, world.url, EXTRACT);
  await page.locator("#name").fill("Lò Văn Inh");
  await page.locator("#identity").fill("002190001237");
  await page.locator("#born").fill("01/02/1990");
  await page.locator("#line-0-copies").fill("3");
  await comesTo(page, "24.000 đồng");
  await page.locator("#confirmed").check();
  await page.locator("#paid").waitFor();
  await page.getByLabel("Miễn, giảm phí").selectOption("ho-ngheo");
  await comesTo(page, "0 đồng");
  await fee(page).locator(".fee__trace").getByText("Người thuộc hộ nghèo").waitFor();
  await fee(page).getByText("Xem giấy tờ chứng minh: Giấy chứng nhận hộ nghèo còn hiệu lực").waitFor();
  await page.locator("#paid").waitFor({ state: "detached" });
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { level: 1, name: "Lò Văn Inh" }).waitFor();
  await facts(page).getByText("0 đồng", { exact: true }).waitFor();
  await facts(page).getByText("Người thuộc hộ nghèo").waitFor();
  assert.equal(await papers(page).getByRole("link", { name: "In phiếu thu" }).count(), 0, "no money, no receipt");
  await page.getByRole("link", { name: "In giấy tiếp nhận và hẹn trả" }).click();
  await page.locator(".sheet").getByText("Không thu").first().waitFor();
  await page.locator(".sheet").getByText("Người thuộc hộ nghèo").first().waitFor();

  // What the province sets is not known here; what is free by the law is free all the same.
  await openForm(page, world.url, DEATH);
  await fee(page).getByText("Nghị quyết của tỉnh chưa được nhập vào máy").waitFor();
  await page.getByLabel("Miễn, giảm phí").selectOption("dung-han");
  await fee(page).locator(".fee__trace").getByText("Đăng ký khai tử đúng hạn").waitFor();
  const wrong = page.locator("#exemption-error").getByText("Chỉ miễn khi đăng ký đúng hạn");
  await wrong.waitFor();
  await page.locator("#died").fill("20/11/2025");
  await page.locator("#dead-name").fill("Vừ A Phử");
  await wrong.waitFor();
  await page.locator("#died").fill("20/11/2026");
  await wrong.waitFor({ state: "detached" });
  assert.match(await fee(page).locator("output").innerText(), /^(0 đồng|Không thu|Miễn phí)/);
  assert.deepEqual(device.errors, []);
});

test("what a province sets is imported, reaches a device, and is halved on its ground down to the receipt", async (t) => {
  const world = await setUp(t);
  const device = await world.device();
  const page = await atWork(device, world.url, LAN);
  await installed(page);
  await allSent(page);
  await openForm(page, world.url, CHANGE);
  await fee(page).getByText("Nghị quyết của tỉnh chưa được nhập vào máy").waitFor();
  // Who pays nothing at all pays nothing of a sum that nobody knows, either.
  await page.getByLabel("Miễn, giảm phí").waitFor();
  await comesTo(page, "chưa có dữ liệu");

  const file = join(world.server.dataDir, "phi.csv");
  await writeFile(
    file,
    `type,code,unit,from,value,key,who,proof,status,legal_basis
fee,${CHANGE},H99,2026-09-01,case 28000,,,,official,12/2026/NQ-HĐND
exemption,${CHANGE},H99,2026-09-01,50%,can-ngheo,Người thuộc hộ cận nghèo,Giấy chứng nhận hộ cận nghèo,official,12/2026/NQ-HĐND
`,
  );
  await page.goto(`${world.url}/thu-tuc/${CHANGE}`);
  await page.getByText("Người thuộc hộ nghèo").first().waitFor();
  await world.server.kill();
  await promisify(execFile)(BIN, ["fees", "import", file, "--data-dir", world.server.dataDir]);
  await world.server.restart();
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.getByText("12/2026/NQ-HĐND").first().waitFor();
  await openForm(page, world.url, CHANGE);
  await world.server.kill();
  await comesTo(page, "28.000 đồng");
  await fee(page).getByText("Mức của địa phương (H99), áp dụng từ 01/09/2026").waitFor();
  await fee(page).getByText("12/2026/NQ-HĐND").first().waitFor();
  await page.locator("#line-0-copies").fill("2");
  await comesTo(page, "56.000 đồng");
  await page.getByLabel("Miễn, giảm phí").selectOption("can-ngheo");
  await comesTo(page, "28.000 đồng");
  assert.deepEqual(await sidewaysOverflow(page), []);
  await page.getByLabel("Họ và tên").fill("Vàng Thị Dợ");
  await page.getByLabel("Đã thu tiền mặt").check();
  await save(page, "Vàng Thị Dợ");
  await papers(page).getByRole("link", { name: "In phiếu thu" }).click();
  for (const words of ["Vàng Thị Dợ", "Người thuộc hộ cận nghèo", "Hai mươi tám nghìn đồng", "12/2026/NQ-HĐND"]) {
    await page.locator(".sheet").getByText(words).first().waitFor();
  }
  assert.deepEqual(device.errors, []);
});
