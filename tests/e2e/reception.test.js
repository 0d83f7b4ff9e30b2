// What the form and the procedure's page say before anything is saved: the fee,
// the papers, the amount collected, and the sheet that a citizen takes home.

import assert from "node:assert/strict";
import { after, before } from "node:test";
import { Browser, LAN, PHONE, Server, atWork, openForm, save, sidewaysOverflow, test } from "./lib/index.js";

const BIRTH = "1.001193"; // published as free, without a rule of its own
const BY_COUNCIL = "1.004859"; // its fee is the provincial council's: no rule
const ELSEWHERE = "1.004411"; // no source says that the commune handles it

let server, device, page;

before(async () => {
  server = await Server.start();
  device = await Browser.open();
  page = await atWork(device, server.url, LAN);
});

after(async () => {
  await device?.dispose();
  await server?.dispose();
});

const amount = () => page.locator(".fee__amount").innerText();

test("over 200 originals: no total, and the fault at once beside the field", async () => {
  await openForm(page, server.url);
  await page.locator("#line-0-same").fill("200");
  await page.locator("output").getByText("400.000 đồng", { exact: true }).waitFor();
  await page.locator("#line-0-same").fill("300");
  await page.locator("#line-0-same-error").getByText("Tối đa 200 bản chính trong một hồ sơ").waitFor();
  assert.equal(await amount(), "…");
  await page.locator("#line-0-same").fill("3");
  await page.locator("output").getByText("6.000 đồng", { exact: true }).waitFor();
  assert.equal(await page.locator("#line-0-same-error").innerText(), "");
});

test("“all received” leaves papers of a case alone, and their case is told", async () => {
  await openForm(page, server.url);
  await page.locator(".more-papers > summary").click();
  await page.getByRole("button", { name: "Đã nhận đủ" }).click();
  const ticked = await page.locator(".paper input[type=checkbox]").evaluateAll((boxes) => boxes.map((box) => box.checked));
  assert.deepEqual(ticked, [true, false, false]);
  await page.getByText("Trường hợp: Giấy tờ do nước ngoài cấp").waitFor();
});

test("published as free is free, with its source and day", async () => {
  await openForm(page, server.url, BIRTH);
  assert.equal(await amount(), "Không thu");
  await page.getByText(/công bố “Miễn phí”, số liệu đến ngày 18\/07\/2026/).waitFor();
});

test("without a rule the officer writes what was collected", async () => {
  await openForm(page, server.url, BY_COUNCIL);
  assert.equal(await amount(), "chưa có dữ liệu");
  await page.locator("#name").fill("Sùng Thị Dí");
  await page.locator("#collected").fill("tám nghìn");
  await page.getByRole("button", { name: "Lưu hồ sơ" }).click();
  await page.locator("#collected-error").getByText("Ghi số tiền bằng chữ số").waitFor();
  await page.locator("#collected").fill("8.000");
  await page.locator("output").getByText("8.000 đồng", { exact: true }).waitFor();
  await save(page, "Sùng Thị Dí");
  await page.getByText("8.000 đồng", { exact: true }).waitFor();
  await page.getByText("Số tiền đã thu, cán bộ ghi").waitFor();
});

test("a telephone number that is too short is doubted, not refused", async () => {
  await openForm(page, server.url);
  await page.locator("#phone").fill("091");
  await page.locator("#address").focus();
  await page.locator("#phone-error").getByText("thường có 10 chữ số").waitFor();
  assert.equal(await page.locator("#phone").getAttribute("aria-invalid"), "false");
});

test("a procedure of another level carries a caution", async () => {
  for (const path of [`/thu-tuc/${ELSEWHERE}`, `/ho-so/moi?thu-tuc=${ELSEWHERE}`]) {
    await page.goto(server.url + path, { waitUntil: "commit" });
    await page.getByText("Hãy kiểm tra thẩm quyền").waitFor();
  }
});

test("the list tells the day of its sources", async () => {
  await page.goto(`${server.url}/thu-tuc`, { waitUntil: "commit" });
  await page.getByText("số liệu đến ngày 18/07/2026").waitFor();
});

test("where to hand in: each agency once", async () => {
  await page.goto(`${server.url}/thu-tuc/2.000815`, { waitUntil: "commit" });
  await page.locator(".essentials").waitFor();
  assert.equal(await page.locator(".essentials").getByText("Ủy ban nhân dân cấp xã").count(), 1);
  await page.locator(".essentials").getByText("Thông tư số 226/2016/TT-BTC").waitFor();
});

test("the printed sheet: unit and day, cases last, nothing empty, no code that leads nowhere", async () => {
  await page.goto(`${server.url}/thu-tuc/2.000815`, { waitUntil: "commit" });
  await page.locator(".checklist").first().waitFor();
  assert.equal(await page.locator(".share").count(), 0, "127.0.0.1 leads a phone nowhere");
  await page.emulateMedia({ media: "print" });
  const seen = await page.locator("main").innerText();
  await page.emulateMedia({ media: null });
  assert.match(seen, /Suối Mây[^]*In ngày \d\d\/\d\d\/\d{4}/);
  assert.match(seen, /Danh sách viết gọn để bà con chuẩn bị/);
  assert.match(seen, /Chỉ nộp khi[^]*Trường hợp: Giấy tờ do nước ngoài cấp/);
  assert.doesNotMatch(seen, /chưa có dữ liệu|Danh sách chưa đối chiếu|Tiếp nhận hồ sơ/);
});

test("the search: “/” leads there and is not a letter, cards make room, nonsense finds nothing", async () => {
  await page.goto(server.url, { waitUntil: "commit" });
  await page.locator(".tile").first().waitFor();
  const search = page.getByRole("combobox");
  await search.focus();
  assert.equal(await page.locator(".search-box__key").isVisible(), false);
  await page.keyboard.press("/");
  assert.equal(await search.inputValue(), "");
  await search.fill("nấu phở bò");
  await page.getByText("Không có kết quả gần đúng cho “nấu phở bò”.").waitFor();
  assert.equal(await page.locator(".tile").first().isVisible(), false);
  await search.fill("");
  await page.locator(".tile").first().waitFor();
});

test("a phone: today's dossiers are near, and no name is too long for it", async (t) => {
  const phone = await Browser.open({ viewport: PHONE, hasTouch: true, isMobile: true });
  t.after(() => phone.dispose());
  const hand = await atWork(phone, server.url, LAN);
  await hand.locator(".tile").first().waitFor();
  const top = await hand.locator("#today").evaluate((heading) => heading.getBoundingClientRect().top + scrollY);
  assert.ok(top < 1.5 * PHONE.height, `today begins at ${Math.round(top)} px`);
  await hand.getByRole("button", { name: "Xem tất cả thủ tục không chờ" }).click();
  assert.ok((await hand.locator(".tile:visible").count()) > 4);

  const name = "Hoàng".repeat(96);
  await openForm(hand, server.url);
  assert.equal(await hand.locator(".save-bar__key").isVisible(), false);
  await hand.locator("#name").fill(name);
  await hand.locator("#address").fill("x".repeat(480));
  await save(hand, name);
  assert.deepEqual(await sidewaysOverflow(hand), []);
  assert.ok((await hand.evaluate(() => document.documentElement.scrollWidth)) <= PHONE.width);
  await hand.goto(`${server.url}/ho-so`, { waitUntil: "commit" });
  await hand.locator(".dossier-item").first().waitFor();
  assert.deepEqual(await sidewaysOverflow(hand), []);
});

test("nothing went wrong in the page", () => assert.deepEqual(device.errors, []));
