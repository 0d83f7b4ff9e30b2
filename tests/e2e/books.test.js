// Registers: a book opened after what is on paper, entries of another device, a month's
// print, a lost device's numbers, a conflict, the closing with the server stopped, and a
// closed book that is opened again.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { LAN, MAI, PAO, PHONE, ProtocolDevice, allSent, atWork, fillIn, openForm, save, seriousViolations, setUp, sidewaysOverflow, signIn, smallTargets, test, uuid } from "./lib/index.js";

// Numbers are leased by the server's clock: the year is the one that it is.
const ZONE_MS = 7 * 60 * 60 * 1000;
const TODAY = new Date(Date.now() + ZONE_MS).toISOString().slice(0, 10);
const YEAR = Number(TODAY.slice(0, 4));
const MONTH = Number(TODAY.slice(5, 7));
const NEW_YEAR = `${YEAR + 1}-01-02T09:00:00+07:00`;
const KIND = "SCT/BS";
const BOOK = `/so/${YEAR}/SCT-BS`;
const NAME = "Sổ chứng thực bản sao từ bản chính";
/** A book of which no device asks for numbers by itself. */
const CONTRACTS = ["/so/" + YEAR + "/SCT-HĐ", "Sổ chứng thực hợp đồng, giao dịch"];
const ZERO = Buffer.alloc(16);
const SIZES = { phone: PHONE, desk: { width: 1280, height: 800 } };

/** Both sizes: pictures to look at, and nothing that sticks out, is too small or unreadable. */
async function looksRight(page, name, wrong) {
  const folder = "target/screens";
  await mkdir(folder, { recursive: true });
  const size = page.viewportSize();
  for (const [of, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: `${folder}/${name}-${of}.png`, fullPage: true, animations: "disabled" });
    const found = [...(await sidewaysOverflow(page)), ...(await smallTargets(page)), ...(await seriousViolations(page))];
    wrong.push(...found.map((what) => `${name} on a ${of}: ${what}`));
  }
  await page.setViewportSize(size);
}

const at = (page, time) => page.clock.setFixedTime(new Date(time));

const openBook = async (page, url, path = BOOK, name = NAME) => {
  await page.goto(url + path, { waitUntil: "commit" });
  await page.getByRole("heading", { level: 1, name }).waitFor();
};

const press = (page, name) => page.getByRole("button", { name, exact: true }).click();

/** Looks a second time, and writes it down. */
async function confirm(page, words) {
  await page.locator(".book-form__told").getByText(words).waitFor();
  await press(page, "Ghi vào sổ");
  await page.locator("#book-done").getByText("Đã ghi:").waitFor();
  await page.waitForFunction(() => document.activeElement.id === "book-done");
}

const fill = async (page, fields) => {
  for (const [label, text] of Object.entries(fields)) await page.locator(".book-form").getByLabel(label).fill(text);
};

const line = (page, number) => page.locator(`#so-${number}`);

/** Another desk of the unit, which gives numbers. */
class Peer {
  static async at(world, officer) {
    const peer = new Peer();
    peer.device = await ProtocolDevice.signIn(world.server.url, officer);
    return peer;
  }

  fact(event) {
    return this.device.envelope({ book: { kind: KIND, year: YEAR, event } }, { dossier: ZERO, schema: 3 });
  }

  async write(...events) {
    const { rulings } = await this.device.exchange(events.map((event) => this.fact(event)));
    const refused = rulings.filter((ruling) => !ruling.accepted);
    assert.deepEqual(refused, []);
  }
}

const entry = (requester, title, more = {}) => ({
  subject: { dossier: uuid(), document: 0 },
  day: TODAY,
  requester,
  title,
  signer: "Vàng Thị Mai, Phó Chủ tịch",
  copies: 2,
  fee_dong: 4_000,
  ...more,
});

/** What comes out of the printer, without one. */
async function printed(page) {
  await page.evaluate(() => {
    window.papers ??= [];
    window.print = () => {
      dispatchEvent(new Event("beforeprint"));
      window.papers.push(document.querySelector(".sheet")?.shadowRoot.textContent ?? document.body.innerText);
      dispatchEvent(new Event("afterprint"));
    };
  });
  const before = await page.evaluate(() => window.papers.length);
  await press(page, "In");
  await page.waitForFunction((before) => window.papers.length > before, before);
  return page.evaluate(() => window.papers.at(-1));
}

test("a book opens after paper without a network, a volume begins early, and what breaks a rule is told", async (t) => {
  const world = await setUp(t);
  const wrong = [];
  const desk = await world.device();
  const page = await atWork(desk, world.url, LAN);
  await allSent(page);
  await world.server.kill();
  await page.getByRole("link", { name: "Sổ chứng thực" }).click();
  await page.getByRole("heading", { level: 2, name: `Năm ${YEAR}` }).waitFor();
  const civil = page.locator("section", { has: page.getByRole("heading", { name: "Sổ hộ tịch" }) });
  await civil.getByText("phần mềm hộ tịch quốc gia").waitFor();
  assert.equal(await civil.getByRole("link").getAttribute("href"), "/doi-chieu");
  assert.equal(await page.locator("a.book-item", { hasText: "khai sinh" }).count(), 0, "no civil register is a book here");
  await looksRight(page, "books", wrong);

  await page.locator("a.book-item", { hasText: CONTRACTS[1] }).first().click();
  await page.getByText("Sổ năm này chưa mở ở đây.").waitFor();
  await looksRight(page, "book-unopened", wrong);
  const [first, begins] = ["Số đầu tiên ghi ở đây", "Quyển này bắt đầu từ số"];
  await press(page, "Mở sổ nối tiếp sổ giấy");
  await page.waitForFunction(() => document.activeElement.id === "book-first");
  for (const [fields, told] of [
    [{ [first]: "ba" }, "Ghi một số nguyên"],
    [{ [first]: "0" }, "Số bắt đầu phải từ 1"],
    [{ [first]: "38", [begins]: "40" }, "Số bắt đầu phải từ 1"],
  ]) {
    await fill(page, fields);
    await press(page, "Tiếp tục");
    await page.locator(".field__error").getByText(told).waitFor();
  }
  await looksRight(page, "book-opening", wrong);
  await fill(page, { [begins]: "1" });
  await page.keyboard.press("Enter");
  await confirm(page, "Sổ mở từ số 38, trong quyển 01 bắt đầu từ số 01");
  await page.getByText("Sổ chưa có số nào.").waitFor();

  await press(page, "Bắt đầu quyển mới");
  await fill(page, { "Quyển số": "3" });
  await press(page, "Tiếp tục");
  await page.locator(".field__error").getByText("Quyển tiếp theo là quyển 02, bắt đầu từ số 38").waitFor();
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.activeElement.id === "act-volume");
  await press(page, "Bắt đầu quyển mới");
  await press(page, "Tiếp tục");
  await confirm(page, "Quyển 02 bắt đầu từ số 38");
  await press(page, "Bắt đầu quyển mới");
  await press(page, "Tiếp tục");
  await page.locator(".book-form").getByText("Quyển hiện tại chưa có số nào.").waitFor();
  await press(page, "Thôi");
  await page.locator("section", { has: page.locator("#closing") }).getByText("Sổ khóa từ").waitFor();

  // Another device knows of it when the line is back.
  await world.server.restart();
  await allSent(page);
  const phone = await world.device({ viewport: PHONE });
  const other = await atWork(phone, world.url, PAO);
  await allSent(other);
  await openBook(other, world.url, ...CONTRACTS);
  await other.getByText("Đang mở").waitFor();
  await other.getByText("Quyển 02 bắt đầu từ số 38.").waitFor();
  assert.deepEqual([...wrong, ...desk.errors, ...phone.errors], []);
});

test("entries of another desk: found, printed, struck; its lost numbers reclaimed; the year closed without a network", async (t) => {
  const world = await setUp(t);
  const wrong = [];
  const peer = await Peer.at(world, MAI);
  await peer.write({ asked: "numbers" });
  const [school, birth, twice] = [entry("Giàng A Páo", "Học bạ"), entry("Sùng Thị Chia", "Giấy khai sinh", { copies: 3, note: "có phiên dịch" }), entry("Má A Dơ", "Bằng lái xe")];
  await peer.write({ entered: { lease: 1, number: 1, entry: school } }, { entered: { lease: 1, number: 2, entry: birth } }, { spoiled: { number: 3, reason: "giấy rách" } });
  const reference = { tag: peer.device.tag, sequence: 1 };
  await peer.write({ entered_provisionally: { reference, entry: twice } });

  const desk = await world.device();
  const page = await atWork(desk, world.url, PAO);
  await allSent(page);
  await page.goto(`${world.url}/so`, { waitUntil: "commit" });
  const item = page.locator("a.book-item", { hasText: NAME }).first();
  await item.getByText("2 số đã dùng").waitFor();
  await item.getByText("1 việc chờ số").waitFor();
  await looksRight(page, "books-open", wrong);
  await item.click();
  await line(page, 2).getByText("Giấy khai sinh").waitFor();
  await line(page, 3).getByText("giấy rách").waitFor();
  await page.getByText("chưa biết đã dùng hay chưa").first().waitFor();
  assert.match(await line(page, 1).getByRole("link").getAttribute("href"), /^\/ho-so\//);
  await looksRight(page, "book", wrong);
  await page.locator("#book-search").fill("sung chia");
  await line(page, 1).waitFor({ state: "detached" });
  await line(page, 2).waitFor();
  await page.locator("#book-search").fill("");

  // The month's print: once the lines are on paper they are not due again.
  await page.getByRole("link", { name: `In tháng ${MONTH}`, exact: true }).click();
  await page.locator(".sheet").getByText("Học bạ").waitFor();
  await looksRight(page, "book-print", wrong);
  const paper = await printed(page);
  for (const words of ["Giàng A Páo", "Sùng Thị Chia", "Bỏ", "giấy rách"]) assert.ok(paper.includes(words), words);
  assert.ok(!paper.includes("Bản in lại"), "a first print has no mark");
  await page.getByText("Đã ghi nhận các dòng này đã in.").waitFor();
  assert.match(await printed(page), /Bản in lại lần 1/);
  await page.getByRole("link", { name: "Về sổ" }).click();
  await page.getByText("đã in hết").waitFor();
  await page.getByRole("link", { name: `In lại tháng ${MONTH}`, exact: true }).click();
  await page.locator(".sheet").getByText("Bản in lại").waitFor();
  await page.getByRole("link", { name: "Về sổ" }).click();

  await press(page, "Bỏ số 01");
  await press(page, "Tiếp tục");
  await page.locator(".field__error").getByText("Hãy ghi lý do").waitFor();
  await fill(page, { "Lý do": "đóng dấu sai trang" });
  await press(page, "Tiếp tục");
  await confirm(page, "Số 01 ghi “bỏ”: đóng dấu sai trang");
  await line(page, 1).getByText("đóng dấu sai trang").waitFor();

  // The other desk is lost: it had used 4, nobody knows for what.
  const leased = (await page.locator("section", { has: page.locator("#leases") }).innerText()).match(/Số (\d+) đến (\d+)/);
  await page.getByRole("button", { name: /^Thu hồi dải số 01/ }).click();
  await fill(page, { "Số cuối cùng máy đó đã dùng": "2", "Lý do": "máy rơi xuống suối" });
  await press(page, "Tiếp tục");
  await page.locator(".book-form").getByText("Số 03 đã dùng.").waitFor();
  await fill(page, { "Số cuối cùng máy đó đã dùng": "4" });
  await press(page, "Tiếp tục");
  await confirm(page, "máy đã dùng đến số 04");
  await page.locator("#conflict-4").getByText("máy rơi xuống suối").waitFor();
  await line(page, leased[2]).getByText("Không dùng").waitFor();
  await looksRight(page, "book-conflict", wrong);

  // Closing waits for what is missing, each with the way to it.
  await allSent(page);
  await world.server.kill();
  await at(page, NEW_YEAR);
  await page.reload({ waitUntil: "commit" });
  const missing = page.locator("#book-missing");
  await missing.getByRole("link", { name: "1 việc chờ số" }).waitFor();
  await missing.getByRole("link", { name: "1 số mâu thuẫn" }).waitFor();
  await page.locator("#conflict-4").getByRole("button", { name: "Ghi “không dùng”" }).click();
  await fill(page, { "Lý do": "tờ số 04 còn trắng" });
  await press(page, "Tiếp tục");
  await confirm(page, "Số 04 ghi “không dùng”: tờ số 04 còn trắng");
  await page.getByRole("button", { name: /^Rút TẠM-/ }).click();
  await fill(page, { "Lý do": "người dân không lấy nữa" });
  await press(page, "Tiếp tục");
  await confirm(page, "người dân không lấy nữa");
  // This desk's own numbers of the year that is over went back by themselves.
  await missing.waitFor({ state: "detached" });

  await press(page, "Khóa sổ");
  const counts = page.locator(".book-form .book-counts tfoot");
  await counts.waitFor();
  const total = Number(leased[2]);
  assert.deepEqual((await counts.locator("td").allInnerTexts()).slice(1), ["1", "2", String(total - 3), String(total)]);
  await page.locator(".book-form").getByText("Người khóa sổ:").waitFor();
  await looksRight(page, "book-closing", wrong);
  await confirm(page, `Khóa sổ với ${total} số`);
  await page.getByText("Sổ đã khóa. Số liệu đã ký:").waitFor();
  assert.equal(await page.getByRole("button", { name: "Bắt đầu quyển mới" }).count(), 0);
  await page.getByRole("link", { name: "In trang khóa sổ" }).click();
  await page.locator(".sheet").getByText(`KHÓA SỔ NĂM ${YEAR}`).waitFor();
  await looksRight(page, "book-closing-sheet", wrong);
  assert.deepEqual(desk.errors, []);

  await world.server.restart();
  await allSent(page);
  const phone = await world.device({ viewport: PHONE });
  // No number of a closed book comes to it: it is not waited for.
  const other = await phone.page(`${world.url}/`);
  await signIn(other, LAN);
  await allSent(other);
  await openBook(other, world.url);
  await other.getByText("Sổ đã khóa. Số liệu đã ký:").waitFor();
  assert.equal(await other.getByRole("button", { name: "Mở lại sổ" }).count(), 0, "U9: whoever does not supervise is not offered it");
  assert.deepEqual(await sidewaysOverflow(other), []);

  // The lost desk comes back with what it had put on paper: beside what was signed.
  await peer.write({ entered: { lease: 1, number: 4, entry: entry("Lò Văn Inh", "Căn cước") } });
  await other.getByRole("heading", { name: "Thay đổi sau khi khóa sổ" }).waitFor();
  await other.locator("#conflict-4").getByText("không dùng").waitFor();
  await other.getByText("Chỉ người phụ trách sổ làm được việc này.").waitFor();
  assert.equal(await other.locator("#conflict-4").getByRole("button").count(), 0);
  assert.deepEqual([...wrong, ...phone.errors], []);
});

test("U8: an entry written without a number comes in after another desk has closed the year: the book is opened again, the entry gets its number, and the book is closed with new counts", async (t) => {
  const world = await setUp(t);
  const wrong = [];
  const [centre, village] = [await world.device(), await world.device()];
  const mai = await atWork(centre, world.url, MAI);
  await allSent(mai);
  let pao = await atWork(village, world.url, PAO);
  await openBook(pao, world.url);
  await press(pao, "Trả số");
  await pao.getByText("Máy này không có số").waitFor();
  await allSent(pao);
  await world.server.kill();
  await openForm(pao, world.url);
  await fillIn(pao, { name: "Sùng A Chống", lines: [{ same: 1, pages: 1, copies: 1 }] });
  await save(pao, "Sùng A Chống");
  await pao.close();

  await world.server.restart();
  await openForm(mai, world.url);
  await fillIn(mai, { name: "Giàng Thị Sua", lines: [{ same: 1, pages: 1, copies: 1 }] });
  await save(mai, "Giàng Thị Sua");
  await allSent(mai);
  // A device believes the server's clock.
  world.server.command.env = { KHONGCHO_CLOCK_SHIFT_MS: String(Date.parse(NEW_YEAR) - Date.now()) };
  await world.server.restart();
  await at(mai, NEW_YEAR);
  await openBook(mai, world.url);
  await press(mai, "Khóa sổ");
  await confirm(mai, "Khóa sổ với 1 số: 1 đã dùng, 0 bỏ, 0 không dùng");
  await mai.getByText("Người khóa sổ: Hoàng Thị Mai").waitFor();
  await allSent(mai);

  pao = await village.page(`${world.url}/`);
  await at(pao, NEW_YEAR);
  await openBook(pao, world.url);
  await allSent(pao);
  const waiting = pao.locator("section", { has: pao.locator("#waiting") });
  await waiting.getByText("Sổ đã khóa nên các việc này chưa có số.").waitFor();
  await waiting.getByText("Sùng A Chống").waitFor();
  await looksRight(pao, "book-closed-waiting", wrong);
  await waiting.getByRole("link", { name: "Mở lại sổ" }).click();
  await press(pao, "Mở lại sổ");
  await press(pao, "Tiếp tục");
  await pao.locator(".field__error").getByText("Hãy ghi lý do").waitFor();
  await fill(pao, { "Lý do": "việc ghi ở bản trước khi khóa" });
  await press(pao, "Tiếp tục");
  await confirm(pao, "Mở lại sổ đã khóa: việc ghi ở bản trước khi khóa");
  await line(pao, 2).getByText("Sùng A Chống").waitFor();
  await waiting.waitFor({ state: "detached" });
  await looksRight(pao, "book-reopened", wrong);

  await press(pao, "Khóa sổ");
  await confirm(pao, "Khóa sổ với 2 số: 2 đã dùng, 0 bỏ, 0 không dùng");
  await pao.getByText("Sổ đã khóa. Số liệu đã ký:").waitFor();
  await looksRight(pao, "book-closed-again", wrong);
  await pao.getByRole("link", { name: "In trang khóa sổ" }).click();
  await pao.locator(".sheet").getByText("KHÓA SỔ NĂM").waitFor();
  const sheet = await pao.locator(".sheet").evaluate((host) => host.shadowRoot.textContent.replace(/\s+/g, " "));
  for (const words of ["Người khóa sổ: Giàng A Páo", "1 số: 1 đã dùng", "Người khóa sổ: Hoàng Thị Mai", "Người mở lại sổ: Giàng A Páo", "việc ghi ở bản trước khi khóa"]) assert.ok(sheet.includes(words), `${words} in ${sheet}`);
  await looksRight(pao, "book-closing-sheet-again", wrong);
  await allSent(pao);

  await openBook(mai, world.url);
  await line(mai, 2).getByText("Sùng A Chống").waitFor();
  await mai.getByText("Người mở lại sổ: Giàng A Páo").waitFor();
  await mai.getByText("Sổ đã khóa. Số liệu đã ký:").waitFor();
  assert.deepEqual([...wrong, ...centre.errors, ...village.errors], []);
});

test("numbers of this device: asked for, given at reception, the next one spoiled, the rest given back", async (t) => {
  const world = await setUp(t);
  const wrong = [];
  const desk = await world.device();
  const page = await atWork(desk, world.url, LAN);
  await allSent(page);
  await openBook(page, world.url);
  // A desk that certifies asks by itself.
  await page.getByText("Máy này còn 20 số").waitFor();
  await page.getByText("Đang mở").waitFor();
  await press(page, "Trả số");
  await page.getByText("Máy này không có số").waitFor();
  await press(page, "Xin số");
  await page.locator("#book-done").getByText("Đã xin số").waitFor();
  await page.getByText("Máy này còn 20 số").waitFor();
  await world.server.kill();

  await openForm(page, world.url);
  await fillIn(page, { name: "Giàng A Páo", lines: [{ same: 1, pages: 2, copies: 1 }] });
  await save(page, "Giàng A Páo");
  await openBook(page, world.url);
  await line(page, 1).getByText("Giàng A Páo").waitFor();
  await page.getByText("Máy này còn 19 số").waitFor();

  await press(page, "Bỏ số tiếp theo");
  await page.waitForFunction(() => document.activeElement.id === "book-reason");
  await fill(page, { "Lý do": "in lệch" });
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.id === "book-confirm");
  await page.keyboard.press("Enter");
  await page.locator("#book-done").getByText("Số tiếp theo của máy này ghi “bỏ”: in lệch").waitFor();
  await line(page, 2).getByText("in lệch").waitFor();
  await looksRight(page, "book-own", wrong);
  await press(page, "Trả số");
  await page.getByText("Máy này không có số").waitFor();
  await page.getByText("máy đã trả lại, chưa dùng").waitFor();
  await world.server.restart();
  await allSent(page);
  assert.deepEqual([...wrong, ...desk.errors], []);
});
