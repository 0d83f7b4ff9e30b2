// Papers beside the slip: who had a dossier, the tracking book, the receipt for money; the
// code that a device signs and another checks without a network; pages as pictures.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";
import { LAN, MAI, PAO, PHONE, ProtocolDevice, allSent, atWork, fillIn, goTo, lists, openForm, printsAs, save, seriousViolations, setUp, smallTargets, step, take, test, unnoted, uuid } from "./lib/index.js";

/** When the stories of this file begin. */
const MONDAY = "2026-11-23T08:00:00+07:00";

const BIN = process.env.KHONGCHO_BIN ?? "target/debug/khongcho";
const BIRTH_WITH_FATHER = "1.000689"; // three working days
const MARRIAGE = "1.000894";
const at = (page, time) => page.clock.setFixedTime(new Date(time));
const sheet = (page) => page.locator(".sheet");
const looksRight = async (page, name) => {
  for (const [size, width, height] of [["phone", 360, 740], ["pc", 1280, 800]]) {
    await page.setViewportSize({ width, height });
    await page.waitForFunction(() => document.documentElement.scrollWidth <= innerWidth);
    await page.screenshot({ path: `target/screens/${name}-${size}.png`, fullPage: true });
    assert.deepEqual([...(await smallTargets(page)), ...(await seriousViolations(page))], [], `${name} on a ${size}`);
  }
};
const receive = async (page, name) => {
  await openForm(page, await page.evaluate(() => location.origin), BIRTH_WITH_FATHER);
  await page.getByLabel("Họ và tên").fill(name);
  await save(page, name);
};
const on = async (page, paper, copies) => {
  await page.getByLabel("Khổ giấy").selectOption({ label: paper });
  await page.getByLabel("Số bản").fill(String(copies));
  await page.getByLabel("Số bản").blur();
  await page.locator(`.sheet[data-paper="${paper.replace(" ", "").toLowerCase()}"]`).waitFor();
};
/** What the square on the paper says. */
const square = async (page) => {
  const drawn = sheet(page).locator('svg[aria-label^="QR http"]').first();
  return (await drawn.getAttribute("aria-label")).replace(/^QR /, "");
};
const openSlip = async (page) => {
  await page.getByRole("link", { name: "In giấy tiếp nhận và hẹn trả" }).click();
  await sheet(page).locator('svg[aria-label^="QR http"]').first().waitFor();
};
const checked = async (page, text) => {
  await page.getByLabel("Nội dung của mã").fill(text);
  await page.getByRole("button", { name: "Kiểm tra", exact: true }).click();
};

test("Q3 Q4: another device checks a paper without a network; one sign changed, and it is false", async (t) => {
  const world = await setUp(t, { time: MONDAY });
  const page = await atWork(await world.device(), world.url, LAN);
  await allSent(page);
  // The second device has signed in later, and so knows the first one's key.
  const pao = await atWork(await world.device(), world.url, PAO);
  await allSent(pao);
  await pao.reload();
  await allSent(pao);
  const [first] = await page.evaluate(() => fetch("/api/v1/devices").then((answer) => answer.json()));
  const name = createHash("sha256").update(Buffer.from(first.public_key, "base64url")).digest("base64url").slice(0, 8);
  await world.server.kill();
  await at(page, "2026-11-23T15:20:30+07:00");
  await receive(page, "Sùng Thị Chia");
  await openSlip(page);
  const text = await square(page);
  assert.ok(text.includes(`.${name}.`), `${name} in ${text}`);
  assert.match(text, /\/tra-cuu\/H99\.99\.01-261123-[A-Z]+\d{4}-.#01\.\w+\.\w+\.[\w-]{8}\.[\w-]{86}$/);
  const drawn = await sheet(page).locator("svg").first().getAttribute("viewBox");
  const modules = Number(drawn.split(" ").at(-1)) - 8;
  t.diagnostic(`a code of ${text.length} letters has ${modules} modules a side`);
  assert.ok(modules <= 57, "a roll of 80 mm shows each of them with three dots of a printer at least");

  await goTo(pao, "Hồ sơ");
  await pao.goto(`${world.url}/kiem-tra`);
  await checked(pao, text);
  await pao.locator("#genuine").getByText("15 giờ 20 phút, ngày 23 tháng 11 năm 2026").waitFor();
  await pao.locator("#genuine").getByText("17 giờ 00 phút, ngày 27 tháng 11 năm 2026").waitFor();
  await looksRight(pao, "seal-genuine");
  await checked(pao, text.replace("#01.", "#02."));
  await pao.locator("#false").waitFor();
  await checked(pao, text.replace(/(?<=\.)[\w-]{8}(?=\.[\w-]{86}$)/, "AAAAAAAA"));
  await pao.getByText("Máy này chưa biết khóa của thiết bị đã in giấy").waitFor();
  await checked(pao, "https://example.vn/1");
  await pao.getByText("Đây không phải mã ký trên giấy của Không Chờ.").waitFor();

  const link = new URL(text);
  await page.goto(`${world.url}${link.pathname}${link.hash}`);
  await page.getByText("Mã này viết đúng dạng mã hồ sơ").waitFor();
  await page.getByRole("link", { name: "Mở hồ sơ" }).waitFor();
  await looksRight(page, "seal-status");
});

test("Q5: whoever holds the paper sees how the dossier stands, nobody who has only its number", async (t) => {
  const world = await setUp(t, { time: MONDAY });
  const page = await atWork(await world.device(), world.url, LAN);
  await allSent(page);
  await receive(page, "Sùng Thị Chia");
  await openSlip(page);
  const link = new URL(await square(page));
  await allSent(page);
  const citizen = await (await world.device({ viewport: PHONE })).page(`${world.url}${link.pathname}${link.hash}`);
  const standing = citizen.locator("#standing");
  await standing.getByText("Được tiếp nhận").waitFor();
  await standing.getByText(/Hẹn trả kết quả: .* ngày 2\d tháng 11 năm 2026/).waitFor();
  assert.doesNotMatch(await citizen.locator("main").innerText(), /Chia/);
  await looksRight(citizen, "seal-citizen");
  const other = `${link.hash.slice(0, -4)}AAAA`;
  await citizen.goto("about:blank");
  await citizen.goto(`${world.url}${link.pathname}${other}`);
  await standing.getByText("Máy chủ chưa nhận được hồ sơ này").waitFor();
  await citizen.goto("about:blank");
  await citizen.goto(`${world.url}${link.pathname}`);
  await standing.getByText("chỉ có mã hồ sơ thì chưa đủ").waitFor();
});

test("the slip and form 06 look as they are kept, on A4, A5 and a roll; in a serif that is brought along", async (t) => {
  const world = await setUp(t, { time: MONDAY });
  const page = await atWork(await world.device(), world.url, LAN);
  await unnoted(page);
  await allSent(page);
  await world.server.kill();
  await at(page, "2026-11-23T15:20:30+07:00");
  await receive(page, "Sùng Thị Chia");
  const dossier = page.url();
  await openSlip(page);
  for (const paper of ["A4", "A5", "80 mm"]) {
    await on(page, paper, 1);
    await printsAs(page, `slip-${paper.replace(" ", "").toLowerCase()}`);
  }
  const faces = await page.evaluate(() => [...document.fonts].filter((face) => face.status === "loaded").map((face) => face.family));
  assert.ok(faces.length >= 2 && faces.every((family) => family.includes("Khong Cho Serif")), JSON.stringify(faces));

  await receive(page, "Má A Dơ");
  await goTo(page, "Hồ sơ");
  await page.getByRole("link", { name: "Bàn giao hồ sơ" }).click();
  await page.getByLabel("Giao cho").selectOption({ label: "Giàng A Páo" });
  await page.getByRole("button", { name: "Bàn giao 2 hồ sơ" }).click();
  await sheet(page).locator("article").first().waitFor();
  await on(page, "A4", 1);
  await printsAs(page, "form-06-list");

  await page.goto(dossier);
  await page.getByRole("link", { name: "In phiếu kiểm soát" }).click();
  await sheet(page).getByText("Giàng A Páo").first().waitFor();
  await on(page, "A5", 1);
  await printsAs(page, "form-06-a5");

  await page.goto(`${world.url}/so-theo-doi`);
  await sheet(page).getByText("Má A Dơ").waitFor();
  await printsAs(page, "form-07");
  await looksRight(page, "tracking");
  await page.getByLabel("Từ ngày").fill("24/11/2026");
  await page.getByText("ngày đầu không sau ngày cuối").waitFor();
  await page.getByLabel("Đến ngày").fill("25/11/2026");
  await page.getByText("Không có hồ sơ nào được tiếp nhận trong những ngày này.").waitFor();
  await page.getByRole("button", { name: "Tháng này" }).click();
  await sheet(page).getByText("Má A Dơ").waitFor();
});

/** `1234…` as the address of a page has it. */
const dashed = (id) => id.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");

test("testimony and the receipt look as they are kept: a sheet for each document, on paper of every size", async (t) => {
  const world = await setUp(t, { time: MONDAY });
  const writer = await ProtocolDevice.signIn(world.server.url, MAI);
  const moment = Date.parse("2026-11-23T09:10:00+07:00");
  const received = (name, more) => ({ received: { ...writer.reception({ name, noWait: true, at: moment }).received, ...more } });
  const signer = { name: "Vàng Thị Mai", position: "Phó Chủ tịch Ủy ban nhân dân" };
  const originals = [{ title: "Bằng tốt nghiệp trung học phổ thông", pages: 2, copies: 3 }, { title: "Học bạ", pages: 20, copies: 1 }];
  const fee = { amount_dong: 34_000, trace: ["2 trang × 2.000 đồng × 3 bản = 12.000 đồng", "20 trang: 2 × 2.000 đồng + 18 × 1.000 đồng = 22.000 đồng"], source: "226/2016/TT-BTC" };
  const identity = { kind: "Căn cước", number: "002187001234" };
  const papers = [{ title: "Giấy ủy quyền", count: 1 }];
  const signature = { identity, papers, mark: "fingerprint", in_front: true, interpreter: { name: "Vàng A Tủa", language: "Mông" }, signer };
  const [copies, fingerprint] = [uuid(), uuid()];
  const { rulings } = await writer.exchange([
    writer.envelope(received("Sùng Thị Chia", { fee, service: { copies: { originals, signer } } }), { dossier: copies, at: moment, schema: 3 }),
    writer.envelope({ moved: { what: { paid: 34_000 } } }, { dossier: copies, at: moment, schema: 2 }),
    writer.envelope("resolved", { dossier: copies, at: moment }),
    writer.envelope(received("Má A Dơ", { service: { signature } }), { dossier: fingerprint, at: moment, schema: 3 }),
    writer.envelope("resolved", { dossier: fingerprint, at: moment }),
  ]);
  assert.deepEqual(rulings.map((ruling) => Object.keys(ruling)[0]), Array(5).fill("accepted"));
  const out = join(world.server.dataDir, "receipt.pdf");
  const code = writer.code(1, moment);
  await promisify(execFile)(BIN, ["forms", "pdf", "phieu-thu", "--dossier", code, "--out", out, "--paper", "a5", "--data-dir", world.server.dataDir, "--browser-flag", "--no-sandbox"]);
  const { stdout: words } = await promisify(execFile)("pdftotext", [out, "-"]);
  for (const expected of ["Sùng Thị Chia", "Ba mươi tư nghìn đồng", code]) assert.ok(words.replace(/\s+/g, " ").includes(expected), `${expected} in ${words}`);

  const page = await atWork(await world.device(), world.url, LAN);
  await unnoted(page);
  await goTo(page, "Hồ sơ");
  await lists(page, ["Má A Dơ", "Sùng Thị Chia"]);
  await world.server.kill();
  await at(page, "2026-11-23T09:15:30+07:00");
  const open = async (dossier, form, words) => {
    await page.goto(`${world.url}/ho-so/${dashed(dossier)}/in/${form}`);
    await sheet(page).getByText(words).first().waitFor();
  };
  await open(copies, "loi-chung-ban-sao", "Học bạ");
  await on(page, "A4", 1);
  assert.equal(await sheet(page).locator("article").count(), 2);
  await printsAs(page, "testimony-copies");
  await looksRight(page, "testimony-copies");
  await open(fingerprint, "loi-chung-chu-ky", "LỜI CHỨNG CHỨNG THỰC ĐIỂM CHỈ");
  await on(page, "A5", 1);
  await printsAs(page, "testimony-fingerprint");
  for (const paper of ["A4", "A5", "80 mm"]) {
    await open(copies, "phieu-thu", "Ba mươi tư nghìn đồng");
    await on(page, paper, 1);
    await printsAs(page, `receipt-${paper.replace(" ", "").toLowerCase()}`);
  }
});

/** A device alone on a Wednesday morning, whose prints are not noted. */
async function alone(t) {
  const world = await setUp(t, { time: MONDAY });
  const page = await atWork(await world.device(), world.url, LAN);
  await unnoted(page);
  await allSent(page);
  await world.server.kill();
  await at(page, "2026-11-25T08:00:30+07:00");
  return { world, page };
}

test("forms 02 to 05 look as they are kept", async (t) => {
  const { page } = await alone(t);
  const paper = async (form, words) => {
    const dossier = page.url();
    await page.goto(`${dossier}/in/${form}`);
    await sheet(page).getByText(words).first().waitFor();
    await on(page, "A4", 1);
    await printsAs(page, `form-${form}`);
    await page.goto(dossier);
  };
  await receive(page, "Sùng Thị Chia");
  await step(page, "Xin lỗi và hẹn lại");
  await page.getByLabel("Lý do").fill("chờ kết quả xác minh");
  await page.locator("#appointment-day").fill("03/12/2026");
  await take(page, "Xin lỗi và hẹn lại");
  await page.getByRole("link", { name: "In văn bản xin lỗi" }).waitFor();
  await paper("04", "chờ kết quả xác minh");
  await step(page, "Yêu cầu bổ sung giấy tờ");
  await page.getByLabel("Giấy tờ cần bổ sung").fill("Giấy chứng sinh\nVăn bản xác nhận quan hệ cha con");
  await page.getByLabel("Lý do").fill("chưa có trong hồ sơ");
  await take(page, "Yêu cầu bổ sung giấy tờ");
  await page.getByRole("link", { name: "In phiếu yêu cầu bổ sung" }).waitFor();
  await paper("02", "Giấy chứng sinh");
  for (const [name, form, move, reason, link] of [
    ["Lý A Sử", "03", "Từ chối tiếp nhận", "không thuộc thẩm quyền của xã", "In phiếu từ chối"],
    ["Má A Pó", "05", "Công dân rút hồ sơ", "đã đăng ký ở xã khác", "In thông báo dừng giải quyết"],
  ]) {
    await receive(page, name);
    await step(page, move);
    await page.getByLabel("Lý do").fill(reason);
    await take(page, move);
    await page.getByRole("link", { name: link }).waitFor();
    await paper(form, reason);
  }
});

test("the draft of a marriage looks as it is kept, under its mark", async (t) => {
  const { world, page } = await alone(t);
  const fill = async (texts) => {
    for (const [id, text] of Object.entries(texts)) await page.locator(`#${id}`).fill(text);
  };
  await openForm(page, world.url, MARRIAGE);
  await fill({ name: "Giàng A Páo", identity: "002200001234", born: "29/02/2000", address: "Bản Pá Lông", "man-ethnicity": "Mông" });
  await fill({ "woman-name": "Sùng Thị Mỷ", "woman-identity": "002302001235", "woman-born": "09/05/2002", "woman-ethnicity": "Mông", "woman-residence": "Bản Pá Lông" });
  for (const id of ["present", "willing", "confirmed"]) await page.locator(`#${id}`).check();
  await save(page, "Giàng A Páo");
  await page.locator('.to-print a[href*="ban-nhap"]').click();
  await sheet(page).getByText("SÙNG THỊ MỶ").first().waitFor();
  await on(page, "A4", 1);
  await printsAs(page, "draft-marriage");
});

test("a day of the cash book looks as it is kept: no hour breaks in two", async (t) => {
  const { world, page } = await alone(t);
  await openForm(page, world.url);
  await fillIn(page, { name: "Vàng A Tủa", lines: [{ pages: 20, copies: 2 }] });
  await page.locator("#paid").check();
  await page.keyboard.press("Control+Enter");
  await page.locator("#done").waitFor();
  await page.goto(`${world.url}/quy`, { waitUntil: "commit" });
  const write = async (act, amount, words) => {
    await page.getByRole("button", { name: act, exact: true }).click();
    await page.locator("#cash-amount").fill(amount);
    if (words) await page.locator("#cash-words").fill(words);
    await page.locator(".cash__form").getByRole("button", { name: "Ghi", exact: true }).click();
    await page.locator(".cash__form").waitFor({ state: "detached" });
  };
  await write("Ghi tồn đầu ngày", "100.000");
  await write("Khoản thu khác", "6.000", "bán mẫu đơn");
  await write("Khóa sổ", "149.000", "trả lại thừa");
  await page.getByRole("link", { name: "In trang sổ" }).click();
  await sheet(page).getByText("bán mẫu đơn").waitFor();
  await on(page, "A4", 1);
  const lines = (hours) => hours.map((hour) => {
    const text = document.createRange();
    text.selectNodeContents(hour);
    return `${hour.textContent}: ${text.getClientRects().length}`;
  });
  assert.deepEqual(await sheet(page).getByText("08:00").evaluateAll(lines), ["08:00: 1", "08:00: 1"]);
  await printsAs(page, "cash-page");
});
