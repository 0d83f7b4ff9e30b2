// Acts of civil status, each on one screen, with the server stopped: extract, marriage,
// death, birth; the draft on paper; who was registered before; the list of what the
// national software lacks.

import assert from "node:assert/strict";
import { LAN, PAO, PHONE, allSent, atWork, draftHolds, goTo, installed, openForm, setUp, sidewaysOverflow, test, until } from "./lib/index.js";

const EXTRACT = "2.000635";
const MARRIAGE = "1.000894";
const DEATH = "1.000656";
const BIRTH = "1.001193";

/** An officer's hands: types and taps as a person does, and counts. */
class Hands {
  keys = 0;
  taps = 0;

  constructor(page) {
    this.page = page;
  }

  async type(texts) {
    for (const [id, text] of Object.entries(texts)) {
      const field = this.page.locator(`#${id}`);
      await field.focus();
      await field.pressSequentially(text);
      this.keys += text.length + 1; // and Tab to the next
    }
  }

  async tap(...ids) {
    for (const id of ids) await this.page.locator(`#${id}`).click();
    this.taps += ids.length;
  }

  async save(name) {
    await this.page.keyboard.press("Control+Enter");
    this.keys += 1;
    await this.page.getByRole("heading", { level: 1, name }).waitFor();
    await this.page.getByRole("status").getByText("Đã lưu trên máy này").waitFor();
  }
}

const outstanding = (page) => page.locator("#outstanding").getByText("Chưa vào phần mềm hộ tịch quốc gia");

async function offline(t, officer = LAN, viewport) {
  const counter = await setUp(t);
  const device = await counter.device({ viewport });
  const page = await atWork(device, counter.url, officer);
  await installed(page);
  await openForm(page, counter.url, MARRIAGE);
  await allSent(page);
  await counter.server.kill();
  return { counter, page, device };
}

const MAN = { name: "Giàng A Páo", identity: "002200001234", born: "29/02/2000", address: "Bản Pá Lông" };
const WOMAN = {
  "woman-name": "Sùng Thị Mỷ",
  "woman-identity": "002302001235",
  "woman-born": "09/05/2002",
  "woman-ethnicity": "Mông",
  "woman-residence": "Bản Pá Lông",
};

async function marry(page, man = MAN, woman = WOMAN) {
  const hands = new Hands(page);
  await hands.type(man);
  await hands.type({ "man-ethnicity": "Mông", ...woman });
  await hands.tap("present", "willing", "confirmed");
  return hands;
}

test("each act start to finish with the server stopped, and its draft on paper", async (t) => {
  const { counter, page, device } = await offline(t);
  const counts = {};

  const married = await marry(page);
  await married.save(MAN.name);
  counts.marriage = married;
  await outstanding(page).waitFor();
  await page.getByText("Sùng Thị Mỷ, 09/05/2002").waitFor();
  await draft(page, "Kết hôn", ["GIÀNG A PÁO", "SÙNG THỊ MỶ"]);

  await openForm(page, counter.url, DEATH);
  const died = new Hands(page);
  await died.type({ name: "Vừ Thị Dí", identity: "002180001236", phone: "0912345678" });
  await died.type({ "dead-name": "Vừ A Phử", "dead-born": "1950", relation: "Con", died: "20/11/2026", hour: "14h30", place: "Tại nhà", cause: "Tuổi già" });
  await died.tap("confirmed");
  await died.save("Vừ Thị Dí");
  counts.death = died;
  await page.getByText("Ngày hai mươi tháng mười một năm hai nghìn không trăm hai mươi sáu").first().waitFor();
  await draft(page, "Khai tử", ["VỪ A PHỬ", "1950"]);

  await openForm(page, counter.url, BIRTH);
  const born = new Hands(page);
  await born.type({ name: "Sùng Thị Mỷ", identity: "002302001235", born: "09/05/2002", address: "Bản Pá Lông" });
  await born.type({ "child-name": "Giàng Thị Dợ", "child-born": "15/11/2026", place: "Trạm y tế xã", "father-name": "Giàng A Páo" });
  await page.locator("#child-sex").selectOption("female");
  born.taps += 2;
  await born.tap("confirmed");
  await born.save("Sùng Thị Mỷ");
  counts.birth = born;
  await draft(page, "Khai sinh", ["GIÀNG THỊ DỢ", "GIÀNG A PÁO"]);

  await openForm(page, counter.url, EXTRACT);
  const asked = new Hands(page);
  await asked.type({ name: "Lò Văn Inh", identity: "002190001237", born: "01/02/1990" });
  await asked.tap("confirmed", "paid");
  await asked.save("Lò Văn Inh");
  counts.extract = asked;
  await page.getByText("8.000 đồng").first().waitFor();
  await draft(page, "Khai sinh", ["LÒ VĂN INH"]);

  for (const [act, hands] of Object.entries(counts)) {
    t.diagnostic(`${act}: ${hands.keys} keystrokes, ${hands.taps} taps`);
    assert.ok(hands.keys < 300 && hands.taps < 10, `${act} takes under a minute`);
  }
  assert.deepEqual(device.errors, []);
});

test("a spouse from abroad is known by a passport; an extract of another event has a draft of its own", async (t) => {
  const { counter, page, device } = await offline(t);
  const abroad = { "woman-name": "Xaiyavong Khamla", "woman-identity": "PA0123456", "woman-born": "09/05/2002" };
  const married = await marry(page, MAN, abroad);
  await page.keyboard.press("Control+Enter");
  await page.getByText("Số định danh chỉ có chữ số.").waitFor();
  await page.locator("#woman-identity:focus").waitFor(); // which would take what is typed elsewhere
  await page.locator("#woman-nationality").fill("Lào");
  await page.locator("#woman-identity[inputmode=text]").waitFor();
  await married.save(MAN.name);
  await draft(page, "Kết hôn", ["XAIYAVONG KHAMLA", "PA0123456"]);

  await openForm(page, counter.url, EXTRACT);
  const asked = new Hands(page);
  await asked.type({ name: "Lò Văn Inh", identity: "002190001237", born: "01/02/1990" });
  await page.locator("#kind").selectOption("other");
  await asked.type({ event: "nhận con nuôi", number: "07/2019" });
  await asked.tap("confirmed", "paid");
  await asked.save("Lò Văn Inh");
  await draft(page, "trích lục nhận con nuôi", ["LÒ VĂN INH", "Đã đăng ký số 07/2019"]);
  assert.deepEqual(device.errors, []);
});

/** The draft as the printer would have it: marked on each copy, its names in capitals. */
async function draft(page, act, texts) {
  const address = page.url();
  await page.locator('.to-print a[href*="ban-nhap"]').click();
  const sheet = page.locator(".sheet");
  await sheet.locator("h2", { hasText: new RegExp(act.toUpperCase()) }).first().waitFor();
  // Exact: the title begins with the same words.
  const marks = sheet.getByText("BẢN NHÁP", { exact: true });
  await marks.first().waitFor();
  assert.equal(await marks.count(), await sheet.locator("article").count(), "each copy is marked");
  for (const text of texts) await sheet.getByText(new RegExp(text)).first().waitFor();
  await page.goBack();
  await page.waitForURL(address);
}

/** Opens the form that puts the draft of the open dossier right, by keys. */
async function redraft(page) {
  await page.getByRole("link", { name: "Sửa bản nháp" }).focus();
  await page.keyboard.press("Enter");
  await page.locator("#differs").waitFor();
}

const differs = (page, text) => page.locator("section:has(#differs)").getByText(text).waitFor();

test("K9: an error on the printed draft is put right with the server stopped, checked and printed again, and another device has it", async (t) => {
  const { counter, page, device } = await offline(t);
  const hands = await marry(page, MAN, { ...WOMAN, "woman-name": "Sùng Thị Mỵ" });
  await hands.save(MAN.name);
  await draft(page, "Kết hôn", ["SÙNG THỊ MỴ"]);
  const address = page.url();

  await redraft(page);
  assert.equal(await page.locator("#man-name").inputValue(), MAN.name);
  assert.equal(await page.locator("#woman-born").inputValue(), "09/05/2002");
  await page.locator("#woman-name").focus();
  await page.keyboard.press("Control+Enter");
  await page.getByRole("alert").getByText("Chưa có gì thay đổi").waitFor();
  await page.locator("#woman-name").fill("");
  await page.keyboard.press("Control+Enter");
  await page.locator("#woman-name-error").getByText("Chưa ghi").waitFor();
  await page.locator("#woman-name").fill("Sùng Thị Mỷ");
  await differs(page, "Bên nữ – Họ, chữ đệm, tên: Sùng Thị Mỵ → Sùng Thị Mỷ");

  // Left without saving: the dossier is as it was, and what was typed is there again.
  await page.getByRole("link", { name: "Về hồ sơ, chưa lưu" }).click();
  await page.waitForURL(address);
  await page.locator(".facts").getByText("Sùng Thị Mỵ, 09/05/2002").waitFor();
  await redraft(page);
  await differs(page, "Sùng Thị Mỵ → Sùng Thị Mỷ");
  await page.locator("#woman-name").focus();
  await page.screenshot({ path: "target/screens/redraft-pc.png", fullPage: true });
  await hands.save(MAN.name);
  await page.waitForURL(address);
  await page.getByText("chưa kiểm tra lại").waitFor();
  await page.locator(".facts").getByText("Sùng Thị Mỷ, 09/05/2002").waitFor();
  await page.locator(".timeline").getByText("Sửa bản nháp, phải kiểm tra lại. Bên nữ – Họ, chữ đệm, tên: Sùng Thị Mỵ → Sùng Thị Mỷ").waitFor();
  assert.equal(await page.locator('.to-print a[href*="ban-nhap"]').count(), 0, "what was not checked is not printed");
  await page.getByRole("button", { name: "Người yêu cầu đã kiểm tra, thấy đúng" }).click();
  await page.locator('.to-print a[href*="ban-nhap"]').waitFor();
  await draft(page, "Kết hôn", ["SÙNG THỊ MỶ"]);

  await counter.server.restart();
  await allSent(page);
  const second = await counter.device({ viewport: PHONE });
  const other = await atWork(second, counter.url, PAO, new URL(address).pathname);
  await other.locator(".facts").getByText("Sùng Thị Mỷ, 09/05/2002").waitFor();
  await other.locator(".timeline").getByText("Sùng Thị Mỵ → Sùng Thị Mỷ").waitFor();
  await draft(other, "Kết hôn", ["SÙNG THỊ MỶ"]);
  await redraft(other);
  assert.deepEqual(await sidewaysOverflow(other), []);
  await other.screenshot({ path: "target/screens/redraft-phone.png", fullPage: true });
  assert.deepEqual([...device.errors, ...second.errors], []);
});

test("K9 R3: of two that did not know of each other the first keeps; the second is kept beside it and taken up again", async (t) => {
  const counter = await setUp(t);
  const [first, second] = [await counter.device(), await counter.device({ viewport: PHONE })];
  const one = await atWork(first, counter.url);
  await openForm(one, counter.url, DEATH);
  const hands = new Hands(one);
  await hands.type({ name: "Vừ Thị Dí", "dead-name": "Vừ A Phừ", "dead-born": "1950", died: "20/11/2026" });
  await hands.save("Vừ Thị Dí");
  await allSent(one);
  const other = await atWork(second, counter.url, PAO, new URL(one.url()).pathname);
  await other.locator(".facts").getByText("Vừ A Phừ").waitFor();
  await allSent(other);

  await second.context.route("**/api/v1/exchange", (route) => route.abort());
  const put = async (page, texts) => {
    for (const [id, text] of Object.entries(texts)) await page.locator(`#${id}`).fill(text);
    await new Hands(page).save("Vừ Thị Dí");
  };
  await redraft(one);
  await put(one, { "dead-name": "Vừ A Phử" });
  await allSent(one);
  await redraft(other);
  await put(other, { "dead-name": "Vừ A Phủ", cause: "Tuổi già" });
  await second.context.unroute("**/api/v1/exchange");
  await other.evaluate(() => dispatchEvent(new Event("online")));
  await other.getByText("Bản sửa ở máy này chưa được ghi vì người khác đã sửa trước").waitFor();
  await other.locator(".facts").getByText("Vừ A Phử").waitFor();

  await goTo(other, "Đồng bộ");
  const item = other.locator(".event--attention");
  await item.getByText("Người khác đã sửa bản nháp này trước").waitFor();
  await item.getByRole("link", { name: "Xem và sửa tiếp" }).click();
  await differs(other, "Họ, chữ đệm, tên: Vừ A Phử → Vừ A Phủ");
  await differs(other, "Nguyên nhân chết: không ghi → Tuổi già");
  await put(other, { "dead-name": "Vừ A Phử" });
  await other.locator(".timeline").getByText("Nguyên nhân chết: không ghi → Tuổi già").waitFor();
  await allSent(other);
  await one.locator(".facts").getByText("Tuổi già").waitFor();
  assert.deepEqual([...first.errors, ...second.errors], []);
});

test("who died before is shown while the name is typed, and wants a reason", async (t) => {
  const { counter, page } = await offline(t);
  const deathOf = async (name, born, identity = "") => {
    await openForm(page, counter.url, DEATH);
    const hands = new Hands(page);
    await hands.type({ name: "Vừ Thị Dí", "dead-name": name, "dead-born": born, died: "20/11/2026" });
    if (identity) await hands.type({ "dead-identity": identity });
    return hands;
  };
  const first = await deathOf("Vừ A Phử", "1950");
  await first.save("Vừ Thị Dí");
  const code = await page.locator(".dossier-caption .code").innerText();

  await deathOf("VỪ A PHỬ", "05/06/1951");
  assert.equal(await page.locator("#alike").count(), 0, "another year is another person");
  await page.locator("#dead-born").fill("05/06/1950");
  const alike = page.locator("#alike");
  await alike.getByText(code).waitFor();
  await alike.getByText("trùng họ tên và ngày sinh").waitFor();
  await page.keyboard.press("Control+Enter");
  await page.locator("#despite-error").getByText("Hãy ghi lý do vẫn nhận").waitFor();
  await page.locator("#despite").fill("Khác người, cùng tên, khác bản");
  await new Hands(page).save("Vừ Thị Dí");
  await page.getByText("Khác người, cùng tên, khác bản").waitFor();

  // Whoever has died cannot marry: the number of a dead person tells.
  await (await deathOf("Sùng Thị Xuân", "1990", WOMAN["woman-identity"])).save("Vừ Thị Dí");
  await openForm(page, counter.url, MARRIAGE);
  await marry(page);
  await page.locator("#alike").getByText("trùng số định danh").waitFor();
});

test("what is wrong is named in its field, and nothing is lost", async (t) => {
  const { counter, page } = await offline(t);
  await marry(page, { ...MAN, born: "24/11/2020" }, { ...WOMAN, "woman-identity": "0023020", "woman-born": "31/02/2002" });
  await page.locator("#willing").click();
  await page.keyboard.press("Control+Enter");
  await page.getByText("Chưa đủ 20 tuổi").waitFor();
  await page.locator("#woman-identity-error").getByText("Số định danh có 12 chữ số").waitFor();
  await page.locator("#woman-born-error").getByText("Không đọc được").waitFor();
  await page.getByText("Hai bên phải nói rõ là tự nguyện.").waitFor();
  await until(() => draftHolds(page, "31/02/2002"), "the draft holds what was typed");
  await openForm(page, counter.url, DEATH);
  await openForm(page, counter.url, MARRIAGE);
  assert.equal(await page.locator("#woman-name").inputValue(), "Sùng Thị Mỷ", "the draft is kept");

  await openForm(page, counter.url, DEATH);
  await new Hands(page).type({ name: "Vừ Thị Dí", "dead-name": "Vừ A Phử", "dead-born": "1990", died: "1989", hour: "25:00" });
  await page.locator("#fingerprint").click();
  await page.keyboard.press("Control+Enter");
  await page.locator("#died-error").getByText("Ngày chết trước ngày sinh").waitFor();
  await page.locator("#hour-error").getByText("Không đọc được giờ").waitFor();
  await page.getByText("phải đọc to cho người ấy nghe trước").waitFor();
});

test("the list of what the national software lacks, here and on another device", async (t) => {
  const { counter, page } = await offline(t);
  await (await marry(page)).save(MAN.name);
  await page.goto(`${counter.url}/doi-chieu`, { waitUntil: "commit" });
  const list = page.locator("section:has(#national)");
  await list.getByText("Giàng A Páo – Sùng Thị Mỷ").waitFor();
  await list.getByRole("button", { name: "Ghi đã vào phần mềm" }).click();
  await list.getByText("Hãy ghi số trong sổ hộ tịch quốc gia").waitFor();

  await counter.server.restart();
  await allSent(page);
  const second = await counter.device({ viewport: PHONE });
  const other = await atWork(second, counter.url, PAO, "/doi-chieu");
  const there = other.locator("section:has(#national)");
  await there.locator("[name=official-number]").fill("125/2026");
  assert.deepEqual(await sidewaysOverflow(other), []);
  await there.getByRole("button", { name: "Ghi đã vào phần mềm" }).click();
  await there.getByText("Không còn việc hộ tịch nào chờ nhập").waitFor();
  await list.getByText("Không còn việc hộ tịch nào chờ nhập").waitFor();
  await list.getByText("Giàng A Páo – Sùng Thị Mỷ").waitFor({ state: "detached" });
});

test("two devices that did not know of each other make a case, and a person settles it", async (t) => {
  const counter = await setUp(t);
  const [first, second] = [await counter.device(), await counter.device({ viewport: PHONE })];
  const [one, other] = [await atWork(first, counter.url), await atWork(second, counter.url, PAO)];
  for (const page of [one, other]) {
    await installed(page);
    await allSent(page);
  }
  await counter.server.kill();
  for (const [page, name] of [[one, "Vừ A Phử"], [other, "Vừ A Phừ"]]) {
    await openForm(page, counter.url, DEATH);
    const hands = new Hands(page);
    await hands.type({ name: "Vừ Thị Dí", "dead-name": name, "dead-identity": "002050001234", died: "20/11/2026" });
    assert.equal(await page.locator("#alike").count(), 0);
    await hands.save("Vừ Thị Dí");
  }
  await counter.server.restart();
  const cases = (page) => page.locator("section:has(#cases)");
  for (const page of [one, other]) await cases(page).getByText("trùng số định danh").first().waitFor();
  // The server has said so too, on the later dossier, which home leads to in one tap.
  await one.goto(counter.url, { waitUntil: "commit" });
  await one.locator("section:has(#in-cases) .rows a").first().click();
  await one.locator("section:has(#timeline)").getByText("Máy chủ thấy có hồ sơ nhận trước trùng số định danh").waitFor();
  await cases(one).getByText("trùng số định danh").first().waitFor();
  await other.goto(`${counter.url}/doi-chieu`, { waitUntil: "commit" });
  await cases(other).getByRole("button", { name: "Cùng một người" }).click();
  await cases(other).getByText("Hãy ghi lý do").waitFor();
  await other.locator("[name=case-reason]").fill("Hai người con cùng khai");
  await cases(other).getByRole("button", { name: "Cùng một người" }).click();
  await cases(other).waitFor({ state: "detached" });
  await cases(one).waitFor({ state: "detached" });
});

test("K10: two devices share the list of home visits, and what is done is on it no more", async (t) => {
  const counter = await setUp(t);
  const [first, second] = [await counter.device(), await counter.device({ viewport: PHONE })];
  const [desk, phone] = [await atWork(first, counter.url), await atWork(second, counter.url, PAO)];
  for (const page of [desk, phone]) {
    await installed(page);
    await allSent(page);
    await page.goto(`${counter.url}/luu-dong`, { waitUntil: "commit" });
    await page.getByText("Chưa có chuyến nào trong danh sách").waitFor();
  }
  await counter.server.kill();
  for (const [name, place] of [["Vừ Thị Dí", "Bản Pá Lông"], ["Giàng A Páo", "Bản Hua Rốm"]]) {
    await desk.locator("#visit-name").fill(name);
    await desk.locator("#visit-place").fill(place);
    await desk.locator("#visit-code").selectOption(DEATH);
    await desk.getByRole("button", { name: "Thêm vào danh sách" }).click();
    await desk.locator(".visits > li").getByText(name).waitFor();
  }
  await counter.server.restart();
  await phone.locator(".visits > li").getByText("Giàng A Páo").waitFor();
  await phone.getByText("Lò Thị Lan ghi").first().waitFor();
  await allSent(desk);

  // A form that is open keeps up with the other device, and does not undo what that did.
  const planned = (page, name) => page.locator(".visits > li", { hasText: name });
  const change = (page, name) => planned(page, name).getByRole("button", { name: "Sửa" }).click();
  const write = (page) => page.getByRole("button", { name: "Ghi", exact: true }).click();
  await change(phone, "Giàng A Páo");
  await phone.locator("#visit-day").fill("3/12/2026");
  await change(desk, "Giàng A Páo");
  await desk.locator("#visit-place").fill("Bản Mới");
  await write(desk);
  await planned(phone, "Giàng A Páo").getByText("Bản Mới").waitFor();
  assert.equal(await phone.locator("#visit-place").inputValue(), "Bản Mới");
  assert.equal(await phone.locator("#visit-day").inputValue(), "3/12/2026");
  await write(phone);
  await planned(desk, "Giàng A Páo").getByText("03/12/2026").waitFor();
  await planned(desk, "Giàng A Páo").getByText("Bản Mới").waitFor();
  await Promise.all([allSent(desk), allSent(phone)]);
  await counter.server.kill();
  await phone.locator(".visits > li", { hasText: "Vừ Thị Dí" }).getByRole("link", { name: "Bắt đầu làm" }).click();
  await phone.waitForFunction(() => document.querySelector("#visited")?.value === "Bản Pá Lông");
  const hands = new Hands(phone);
  await hands.type({ "dead-name": "Vừ A Phử", "dead-born": "1950", died: "20/11/2026" });
  await hands.save("Vừ Thị Dí");
  await counter.server.restart();
  await desk.locator(".visits > li").getByText("Vừ Thị Dí").waitFor({ state: "detached" });
  await planned(desk, "Giàng A Páo").waitFor();
});

test("a home visit, prepared before leaving, fills in the form where it is done", async (t) => {
  const { counter, page } = await offline(t, LAN, PHONE);
  await page.goto(`${counter.url}/luu-dong`, { waitUntil: "commit" });
  await page.getByRole("button", { name: "Thêm vào danh sách" }).click();
  await page.locator("#visit-place-error").getByText("Mục này phải có").waitFor();
  await page.locator("#visit-name").fill("Vừ Thị Dí");
  await page.locator("#visit-place").fill("Bản Pá Lông");
  await page.locator("#visit-phone").fill("0912345678");
  await page.getByRole("button", { name: "Thêm vào danh sách" }).click();
  await page.locator("#visit-code-error").getByText("Mục này phải có").waitFor();
  await page.locator("#visit-code").selectOption(DEATH);
  await page.getByRole("button", { name: "Thêm vào danh sách" }).click();
  await page.getByText("Giấy tờ cần mang theo").waitFor();
  await page.getByText("Chưa hẹn ngày").waitFor();
  await page.getByRole("button", { name: "Sửa" }).click();
  await page.locator("#visit-day").fill("31/11/2026");
  await page.getByRole("button", { name: "Ghi", exact: true }).click();
  await page.locator("#visit-day-error").getByText("Không đọc được ngày").waitFor();
  await page.locator("#visit-day").fill("3/12/2026");
  await page.getByRole("button", { name: "Ghi", exact: true }).click();
  await page.getByText("03/12/2026").waitFor();
  await page.getByRole("button", { name: "Bỏ khỏi danh sách" }).click();
  await page.getByText("Chưa có chuyến nào trong danh sách").waitFor();
  await page.getByRole("button", { name: "Hoàn tác" }).click();
  await page.locator(".visits > li").getByText("Vừ Thị Dí").waitFor();
  assert.deepEqual(await sidewaysOverflow(page), []);
  await page.reload();
  await page.getByRole("link", { name: "Bắt đầu làm" }).click();
  await page.waitForFunction(() => document.querySelector("#visited")?.value === "Bản Pá Lông");
  const hands = new Hands(page);
  await hands.type({ "dead-name": "Vừ A Phử", "dead-born": "1950", died: "20/11/2026" });
  assert.equal(await page.locator("#interpreter").count(), 0, "helpers are asked for only where they are needed");
  await page.locator("#interpreted").focus();
  await page.keyboard.press("Space");
  await hands.type({ interpreter: "Vàng Thị Dợ" });
  await hands.tap("read-aloud", "fingerprint", "confirmed", "witnessed");
  await hands.type({ witness: "Lò Văn Inh" });
  await page.keyboard.press("Control+Enter");
  await page.locator("#language-error").getByText("Chưa ghi").waitFor();
  await hands.type({ language: "tiếng Mông" });
  assert.deepEqual(await sidewaysOverflow(page), []);
  await hands.save("Vừ Thị Dí");
  await page.locator(".facts").getByText("Vàng Thị Dợ, tiếng Mông").waitFor();
  await page.locator('.to-print a[href*="ban-nhap"]').click();
  await page.getByText(/Đăng ký lưu động: Bản Pá Lông/).first().waitFor();
  await page.getByText(/Người phiên dịch: Vàng Thị Dợ; ngôn ngữ phiên dịch: tiếng Mông/).first().waitFor();
  await page.getByText(/Người làm chứng: Lò Văn Inh/).first().waitFor();
});
