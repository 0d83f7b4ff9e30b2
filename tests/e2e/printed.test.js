// Papers beside the slip: who had a dossier, the tracking book, the receipt for money; the
// code that a device signs and another checks without a network; pages as pictures.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";
import { LAN, MAI, PAO, ProtocolDevice, allSent, atWork, goTo, lists, openForm, printsAs, save, seriousViolations, setUp, smallTargets, test, unnoted, uuid } from "./lib/index.js";

/** When the stories of this file begin. */
const MONDAY = "2026-11-23T08:00:00+07:00";

const BIN = process.env.KHONGCHO_BIN ?? "target/debug/khongcho";
const BIRTH_WITH_FATHER = "1.000689"; // three working days
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
  await page.getByText("Đây là mã của một hồ sơ").waitFor();
  await page.getByRole("link", { name: "Mở hồ sơ" }).waitFor();
  await looksRight(page, "seal-status");
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
