// The no-wait services, each from the home page to the printout with the server stopped,
// by keys alone and by taps alone; what is typed wrong; and how many keys and taps it takes.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { LAN, PHONE, allSent, atWork, draftHolds, rows, setUp, sidewaysOverflow, test, until } from "./lib/index.js";

/** When the stories of this file begin. */
const MONDAY = "2026-11-23T08:00:00+07:00";

const CARD = "002187001234||Sùng Thị Chia|05091987|Nữ|Bản Suối Mây, xã Suối Mây|10022022";
const figures = [];

/** An officer whose keys and taps are counted; a scanner's typing is not theirs. */
class Officer {
  keys = 0;
  taps = 0;
  constructor(page) {
    this.page = page;
  }
  async tap(locator) {
    this.taps += 1;
    await locator.click();
  }
  async press(key) {
    this.keys += 1;
    await this.page.keyboard.press(key);
  }
  async type(text) {
    this.keys += [...text].length;
    await this.page.keyboard.insertText(text);
  }
  async scan() {
    await this.page.locator("#scan").focus();
    this.taps += 1;
    await this.page.keyboard.insertText(CARD);
    await this.page.keyboard.press("Enter");
    await this.page.locator("#scanned").waitFor();
    await this.onField("line-0-title");
  }
  onField = (id) => until(() => this.page.evaluate((id) => document.activeElement?.id === id, id), `the field ${id} has the focus`);
  note(service) {
    figures.push({ service, keys: this.keys, taps: this.taps });
  }
}

/** A device at work, before the cutoff, whose server is gone. */
async function alone(t, options = {}) {
  const world = await setUp(t, { time: MONDAY });
  const { time, ...screen } = options;
  const device = await world.device(screen);
  const page = await atWork(device, world.url, LAN);
  await allSent(page);
  await world.server.kill();
  await at(page, time ?? "2026-11-23T09:00:00+07:00");
  return { device, page };
}

/** The screen as it is opened at that time. */
async function at(page, time) {
  await page.clock.setFixedTime(new Date(time));
  await page.reload({ waitUntil: "commit" });
  await page.locator(".tile").first().waitFor();
}

const tile = (page, code) => page.locator(".tile", { hasText: code }).locator(".tile__main");

async function begin(page, code) {
  const officer = new Officer(page);
  if (!(await tile(page, code).isVisible())) await officer.tap(page.locator(".tiles__more"));
  await officer.tap(tile(page, code));
  await page.locator("#line-0-title").waitFor();
  await officer.scan();
  return officer;
}

async function saved(page) {
  await page.getByRole("heading", { level: 1, name: "Sùng Thị Chia" }).waitFor();
  await page.getByRole("status").getByText("Đã lưu trên máy này").waitFor();
  await page.locator("#done").waitFor();
}

/** Opens a paper of the dossier that is open, sees what stands on it, and comes back. */
async function printout(page, link, texts) {
  await page.locator(".to-print").getByRole("link", { name: link }).click();
  for (const text of texts) await page.locator(".sheet").getByText(text).first().waitFor();
  await page.getByRole("link", { name: "Về hồ sơ" }).click();
  await page.locator(".to-print").waitFor();
}

const shot = async (page, name) => {
  if (process.env.KHONGCHO_SHOTS) await writeFile(`${process.env.KHONGCHO_SHOTS}/${name}.png`, await page.screenshot({ fullPage: true }));
};

test("certified copies: two documents by keys alone, the fee told line by line, paid and returned in the sitting", async (t) => {
  const { device, page } = await alone(t);
  const officer = await begin(page, "2.000815");
  await officer.type("Học bạ");
  await officer.press("Enter");
  await officer.type("20");
  await officer.press("Enter");
  await officer.type("2");
  await officer.press("Alt+Enter");
  await officer.onField("line-1-title");
  await officer.type("Căn cước");
  await officer.press("Control+Enter");
  await page.locator("#ruled-out-error").getByText("Hãy đối chiếu rồi đánh dấu xác nhận").waitFor();
  await shot(page, "copies-fault");
  await officer.onField("ruled-out");
  await officer.press("Space");
  await page.locator("#paid-error").getByText("Hãy chọn đã thu hay chưa thu").waitFor();
  await officer.press("Alt+t");
  // 2 x 2.000 + 18 x 1.000 = 22.000 a copy, two copies; and one page of the card.
  await page.locator("output").getByText("46.000 đồng", { exact: true }).waitFor();
  assert.equal(await page.locator(".fee__trace li").count(), 2);
  await officer.press("Control+Enter");
  await saved(page);
  officer.note("Chứng thực bản sao, hai giấy tờ");
  await page.locator(".done").getByText("Học bạ · 20 trang, 2 bản sao").waitFor();
  await page.locator(".done").getByText("Đã thu 46.000 đồng").waitFor();
  await page.getByText("Đã trả kết quả", { exact: true }).first().waitFor();
  assert.equal((await rows(page)).outbox, 6, "received, paid, resolved, returned, and two documents entered");
  await shot(page, "copies-done");
  await printout(page, "In lời chứng bản sao", ["CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH", "Học bạ", "Căn cước", "Vàng A Sính"]);
  await printout(page, /phiếu thu/i, ["46.000"]);
  assert.deepEqual(device.errors, []);
});

test("a signature: fingerprint, interpreter and witness where they are needed, on a phone by taps", async (t) => {
  const { device, page } = await alone(t, { viewport: PHONE });
  const officer = await begin(page, "2.000884");
  await officer.type("Giấy ủy quyền");
  await officer.tap(page.getByLabel("Đã ký hoặc điểm chỉ trước mặt cán bộ"));
  await officer.tap(page.getByLabel("Điểm chỉ thay chữ ký"));
  await officer.tap(page.getByLabel("Người ký không đọc, không nghe hoặc không ký được"));
  await officer.tap(page.getByLabel("Người ký không thông thạo tiếng Việt"));
  await officer.tap(page.getByLabel("Đã đối chiếu"));
  await officer.tap(page.getByLabel("Đã thu tại quầy"));
  await officer.tap(page.getByRole("button", { name: "Lưu hồ sơ" }));
  await page.locator("#witness-error").getByText("Hãy ghi họ và tên người làm chứng").waitFor();
  await page.locator("#language-error").getByText("Hãy ghi ngôn ngữ phiên dịch").waitFor();
  await shot(page, "signature-fault");
  await officer.tap(page.locator("#witness"));
  await officer.type("Lò Văn Inh");
  await officer.tap(page.locator("#interpreter"));
  await officer.type("Vàng Thị Dợ");
  await officer.press("Enter");
  await officer.type("tiếng Mông");
  assert.deepEqual(await sidewaysOverflow(page), []);
  await officer.tap(page.getByRole("button", { name: "Lưu hồ sơ" }));
  await saved(page);
  officer.note("Chứng thực điểm chỉ, có phiên dịch và làm chứng");
  await page.locator(".facts").getByText("Vàng Thị Dợ, tiếng Mông").waitFor();
  await page.locator(".facts").getByText("Căn cước, 002187001234").waitFor();
  await page.locator(".done").getByText("Đã thu 10.000 đồng").waitFor();
  await shot(page, "signature-done");
  await printout(page, "In lời chứng chữ ký", ["Sùng Thị Chia", /Căn cước số 002187001234/, "Vàng Thị Dợ"]);
  assert.deepEqual(device.errors, []);
});

test("a signature, plainly; and a copy from the original register", async (t) => {
  const { device, page } = await alone(t);
  let officer = await begin(page, "2.000884");
  await officer.type("Giấy cam đoan");
  await officer.tap(page.getByLabel("Đã ký hoặc điểm chỉ trước mặt cán bộ"));
  await officer.tap(page.getByLabel("Đã đối chiếu"));
  await officer.press("Alt+t");
  await officer.press("Control+Enter");
  await saved(page);
  officer.note("Chứng thực chữ ký");

  await page.getByRole("link", { name: "Quầy" }).first().click();
  officer = await begin(page, "2.000908");
  await officer.type("Bằng tốt nghiệp trung học cơ sở");
  await officer.press("Enter");
  await officer.type("Sùng Thị Chia");
  await officer.press("Control+Enter");
  await page.getByText("Ghi số trong sổ gốc").waitFor();
  await page.waitForFunction(() => document.activeElement.id === "line-0-number");
  await officer.type("12/2004");
  await officer.press("Control+Enter");
  await saved(page);
  officer.note("Cấp bản sao từ sổ gốc");
  await page.locator(".done").getByText("Bằng tốt nghiệp trung học cơ sở – Sùng Thị Chia · 1 bản").waitFor();
  await page.locator('.to-print a[href*="ban-sao-tu-so-goc"]').click();
  const copy = page.locator(".sheet");
  await copy.getByText("BẢN SAO CẤP TỪ SỔ GỐC").first().waitFor();
  await copy.getByText("Sùng Thị Chia").first().waitFor();
  await shot(page, "original-paper");
  assert.deepEqual(device.errors, []);
});

test("after 15:00 the screen turns to the slip by itself, and its print comes first", async (t) => {
  const { device, page } = await alone(t, { time: "2026-11-23T15:20:00+07:00" });
  const officer = await begin(page, "2.000815");
  await page.locator("#late").waitFor();
  assert.equal(await page.getByRole("checkbox", { name: /^Không chờ/ }).isChecked(), false);
  await officer.type("Giấy khai sinh");
  await officer.tap(page.getByLabel("Đã đối chiếu"));
  await officer.press("Alt+t");
  await officer.press("Control+Enter");
  await saved(page);
  officer.note("Chứng thực bản sao sau 15 giờ, có giấy hẹn");
  await page.locator("#slip-duty").waitFor();
  await page.locator(".to-print .button--main").click();
  await page.getByText("2.000 đồng").first().waitFor();
  assert.deepEqual(device.errors, []);
});

test("what is typed wrong is told in Vietnamese beside its field, and nothing is lost", async (t) => {
  const { device, page } = await alone(t);
  const officer = await begin(page, "2.000908");
  await page.locator("#identity").fill("00218700123");
  await page.locator("#born").fill("31/02/1987");
  await page.locator("#line-0-entered").fill("30/02/1999");
  await page.locator("#line-0-copies").fill("0");
  await officer.press("Control+Enter");
  await page.locator("#identity-error").getByText("Số định danh có 12 số").waitFor();
  await page.locator("#born-error p").waitFor();
  await page.locator("#line-0-title-error").getByText("Hãy ghi tên giấy tờ").waitFor();
  await page.locator("#line-0-holder-error").getByText("Hãy ghi giấy tờ này là của ai").waitFor();
  await page.locator("#line-0-entered-error").getByText("Ngày không có trong lịch").waitFor();
  await page.locator("#line-0-copies-error").getByText("từ 1 đến").waitFor();
  await shot(page, "original-faults");

  await until(() => draftHolds(page, "30/02/1999"), "the draft is kept");
  await page.goto(new URL("/ho-so/moi?thu-tuc=2.000815", page.url()).href, { waitUntil: "commit" });
  await page.locator("#line-0-pages").fill("-3");
  await page.locator("#line-0-title").fill("Học bạ");
  await officer.press("Control+Enter");
  await page.locator("#line-0-pages-error").getByText("từ 1 đến").waitFor();
  // The draft of the other form is still there.
  await until(async () => (await rows(page)).draft === 2, "both drafts are kept");
  await page.goto(new URL("/ho-so/moi?thu-tuc=2.000908", page.url()).href, { waitUntil: "commit" });
  await until(async () => (await page.locator("#line-0-entered").inputValue()) === "30/02/1999", "what was typed comes back");
  assert.deepEqual(device.errors, []);
});

test("keys and taps of each screen", (t) => {
  for (const { service, keys, taps } of figures) t.diagnostic(`${service}: ${keys} phím, ${taps} lần chạm`);
  assert.equal(figures.length, 5);
  for (const { service, keys, taps } of figures) {
    // An officer presses two keys and taps once in a second.
    assert.ok(keys / 2 + taps < 60, `${service} is finished in under a minute`);
  }
});
