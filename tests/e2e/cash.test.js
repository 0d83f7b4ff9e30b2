// The cash book with the server stopped: takings of three services, a counter-entry, a
// closing with a difference and a hand-over, which the receiver confirms on another device.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { LAN, PAO, PHONE, allSent, atWork, goTo, setUp, sidewaysOverflow, test } from "./lib/index.js";

/** When the stories of this file begin. */
const MONDAY = "2026-11-23T08:00:00+07:00";

const MORNING = "2026-11-23T09:00:00+07:00";

const shot = async (page, name) => {
  if (process.env.KHONGCHO_SHOTS) await writeFile(`${process.env.KHONGCHO_SHOTS}/${name}.png`, await page.screenshot({ fullPage: true }));
};

const tile = (page, code) => page.locator(".tile", { hasText: code }).locator(".tile__main");

/** The counter as it is opened at that time, whatever the machine's clock says. */
async function at(page, time) {
  await page.clock.setFixedTime(new Date(time));
  await page.reload({ waitUntil: "commit" });
  await page.locator(".tile").first().waitFor();
}

/** One service from the home page to its last line; the fee is taken in the sitting. */
async function serve(page, code, name, fill) {
  await page.getByRole("link", { name: "Quầy" }).first().click();
  if (!(await tile(page, code).isVisible())) await page.locator(".tiles__more").click();
  await tile(page, code).click();
  await page.locator("#line-0-title").waitFor();
  await page.locator("#name").fill(name);
  await page.locator("#identity").fill("002187001234");
  await fill();
  await page.locator("#paid").check();
  await page.keyboard.press("Control+Enter");
  await page.locator("#done").waitFor();
}

const ruledOut = (page) => page.getByLabel("Đã đối chiếu").check();

/** Writes one thing into the book. */
async function write(page, act, { amount, words, to }) {
  await page.getByRole("button", { name: act, exact: true }).first().click();
  if (amount !== undefined) await page.locator("#cash-amount").fill(amount);
  if (words !== undefined) await page.locator("#cash-words").fill(words);
  if (to !== undefined) await page.locator("#cash-to").selectOption({ label: to });
  await page.locator(".cash__form").getByRole("button", { name: "Ghi", exact: true }).click();
}

const written = (page) => page.locator(".cash__form").waitFor({ state: "detached" });

const balance = (page, amount) => page.locator("#cash-balance", { hasText: amount }).waitFor();

test("a day's takings, a counter-entry, a closing that lacks money, and a hand-over to another device", async (t) => {
  const world = await setUp(t, { time: MONDAY });
  const desk = await world.device();
  const page = await atWork(desk, world.url, LAN);
  await allSent(page);
  await world.server.kill();
  await at(page, MORNING);

  await page.goto(`${world.url}/quy`, { waitUntil: "commit" });
  await page.getByText("Ngày này chưa có khoản nào.").waitFor();
  await page.getByRole("link", { name: "Ngày sau" }).or(page.getByRole("button", { name: "Ngày sau" })).click();
  await page.locator(".cash__acts button").first().waitFor({ state: "detached" });
  await page.getByRole("link", { name: "Ngày trước" }).or(page.getByRole("button", { name: "Ngày trước" })).click();
  await page.locator(".cash__acts button").first().waitFor();
  await write(page, "Ghi tồn đầu ngày", { amount: "100.000" });
  await written(page);
  await balance(page, "100.000 đồng");

  await serve(page, "2.000815", "Giàng A Páo", async () => {
    await page.locator("#line-0-title").fill("Học bạ");
    await ruledOut(page);
  });
  await serve(page, "2.000884", "Sùng Thị Chia", async () => {
    await page.locator("#line-0-title").fill("Giấy cam đoan");
    await page.getByLabel("Đã ký hoặc điểm chỉ trước mặt cán bộ").check();
    await ruledOut(page);
  });
  await serve(page, "2.000815", "Lò Văn Inh", async () => {
    await page.locator("#line-0-title").fill("Căn cước");
    await page.locator("#line-0-pages").fill("2");
    await ruledOut(page);
  });

  // 2.000 + 10.000 + 4.000 came in by themselves, each once, with no line of communication.
  await page.goto(`${world.url}/quy`, { waitUntil: "commit" });
  await balance(page, "116.000 đồng");
  assert.equal(await page.locator("#cash-lines tbody tr").count(), 4);
  await shot(page, "cash-desk");

  // Bad input is told, and nothing is written or lost.
  for (const [amount, told] of [["-5", "chữ số"], ["99999999999999999999", "chữ số"], ["0", "lớn hơn 0"]]) {
    await write(page, "Khoản thu khác", { amount, words: "bán mẫu đơn" });
    await page.locator("#cash-wrong").getByText(told).waitFor();
    assert.equal(await page.locator("#cash-words").inputValue(), "bán mẫu đơn");
  }
  await page.getByRole("button", { name: "Thôi" }).click();

  const signature = page.locator("#cash-lines tr", { hasText: "Sùng Thị Chia" });
  await signature.getByRole("button", { name: "Đảo bút toán" }).click();
  await page.locator("#cash-amount").fill("20.000");
  await page.locator("#cash-words").fill("thu nhầm");
  await page.getByRole("button", { name: "Ghi", exact: true }).click();
  await page.locator("#cash-wrong").getByText("10.000 đồng").waitFor();
  await page.locator("#cash-amount").fill("10.000");
  await page.getByRole("button", { name: "Ghi", exact: true }).click();
  await written(page);
  await page.locator("#cash-lines").getByText("Bút toán đảo: thu nhầm").waitFor();
  await balance(page, "106.000 đồng");

  // The dossier tells of it as well.
  const book = page.url();
  await goTo(page, "Hồ sơ");
  await page.locator(".dossier-item", { hasText: "Sùng Thị Chia" }).click();
  await page.getByText("đã thu 10.000 đồng, đã trả lại 10.000 đồng (bút toán đảo ở sổ quỹ)").waitFor();
  await page.goto(book, { waitUntil: "commit" });

  await write(page, "Khóa sổ", { amount: "105.000" });
  await page.locator("#cash-wrong").getByText("lý do").waitFor();
  await page.locator("#cash-words").fill("trả lại thừa");
  await page.getByRole("button", { name: "Ghi", exact: true }).click();
  await written(page);
  await page.locator("#cash-closing").getByText("−1.000 đồng").waitFor();
  assert.equal(await page.getByRole("button", { name: "Khóa sổ", exact: true }).count(), 0, "nobody closes twice");
  await write(page, "Bàn giao tiền", { amount: "105.000", to: "Giàng A Páo" });
  await written(page);
  await page.locator("#cash-lines").getByText("chờ người nhận xác nhận").waitFor();
  await shot(page, "cash-closed");
  assert.deepEqual(desk.errors, []);

  // The server puts this device's clock right: its own day is another one then.
  await page.goto(`${world.url}/quy?ngay=2026-11-23`, { waitUntil: "commit" });
  await world.server.restart();
  await allSent(page);
  const phone = await world.device({ viewport: PHONE });
  const other = await atWork(phone, world.url, PAO);
  await allSent(other);
  await at(other, MORNING);
  await other.goto(`${world.url}/quy?ngay=2026-11-23`, { waitUntil: "commit" });
  await other.locator("#to-confirm").waitFor();
  assert.deepEqual(await sidewaysOverflow(other), []);
  await shot(other, "cash-phone");
  await other.getByRole("button", { name: "Xác nhận đã nhận đủ" }).click();
  await balance(other, "105.000 đồng");
  await allSent(other);
  await page.locator("#cash-lines").getByText("đã nhận").waitFor();
  assert.deepEqual(phone.errors, []);
});
