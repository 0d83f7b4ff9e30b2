// The slip on paper: offline, from the dossier, marked when printed again, on three
// kinds of paper, by a template that can be replaced.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { LAN, PAO, Server, allSent, atWork, emptied, fillDisk, fillIn, freeDisk, installed, lists, openForm, removeFolder, rows, save, seriousViolations, setUp, smallTargets, step, take, temporaryFolder, test, until } from "./lib/index.js";

/** When the stories of this file begin. */
const MONDAY = "2026-11-23T08:00:00+07:00";

const BIRTH_WITH_FATHER = "1.000689"; // three working days
const at = (page, time) => page.clock.setFixedTime(new Date(time));
const sheet = (page) => page.locator(".sheet");
const openSlip = async (page) => {
  await page.getByRole("link", { name: "In giấy tiếp nhận và hẹn trả" }).click();
  await page.locator(".page-title", { hasText: "Giấy tiếp nhận hồ sơ và hẹn trả kết quả" }).waitFor();
};
/** What the printer would get, without a printer; counts how often it was asked. */
const withPrinter = (page) =>
  page.addInitScript(() => {
    window.printed = [];
    window.print = () => {
      dispatchEvent(new Event("beforeprint"));
      window.printed.push(document.querySelector(".sheet").shadowRoot.textContent);
      dispatchEvent(new Event("afterprint"));
    };
  });
const print = async (page) => {
  const before = await page.evaluate(() => window.printed.length);
  await page.locator(".print-controls .button--main").click();
  await page.waitForFunction((before) => window.printed.length > before, before);
  return page.evaluate(() => window.printed.at(-1));
};
const looksRight = async (page, name) => {
  for (const [size, width, height] of [["phone", 360, 740], ["pc", 1280, 800]]) {
    await page.setViewportSize({ width, height });
    await page.waitForFunction(() => document.documentElement.scrollWidth <= innerWidth);
    await page.screenshot({ path: `target/screens/${name}-${size}.png`, fullPage: true });
    assert.deepEqual([...(await smallTargets(page)), ...(await seriousViolations(page))], [], `${name} on a ${size}`);
  }
};
/** Sizes of a PDF's pages in mm. */
const pages = (pdf) =>
  [...pdf.toString("latin1").matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)].map(([, width, height]) =>
    [width, height].map((points) => Math.round((Number(points) / 72) * 25.4)),
  );

const receive = async (page, name) => {
  await openForm(page, await page.evaluate(() => location.origin), BIRTH_WITH_FATHER);
  await page.getByLabel("Họ và tên").fill(name);
  await save(page, name);
};
/** The paper's text, once all of these stand on it. */
const tells = async (page, words) => {
  for (const text of words) await sheet(page).getByText(text).first().waitFor();
  return (await sheet(page).evaluate((sheet) => sheet.shadowRoot.textContent)).replace(/\s+/g, " ");
};

async function begun(t) {
  const world = await setUp(t, { time: MONDAY });
  const device = await world.device();
  const page = await atWork(device, world.url, LAN);
  await withPrinter(page);
  await allSent(page);
  await world.server.kill();
  await at(page, "2026-11-23T15:20:30+07:00");
  return { world, device, page };
}

test("a dossier that waits: the slip is a duty, is printed offline, and again with a mark", async (t) => {
  const { page, device } = await begun(t);
  await openForm(page, await page.evaluate(() => location.origin), BIRTH_WITH_FATHER);
  await page.getByLabel("Họ và tên").fill("Sùng <b>Thị</b> Chia");
  await page.getByText("Trả kết quả lúc 17:00 thứ Sáu 27/11/2026").waitFor();
  await save(page, "Sùng <b>Thị</b> Chia");
  await page.locator("#slip-duty").waitFor();
  await looksRight(page, "slip-duty");
  await openSlip(page);
  const code = (await sheet(page).locator(".body strong").first().innerText()).trim();
  assert.match(code, /^H99\.99\.01-261123-[A-Z]+\d{4}-.$/);
  const text = await sheet(page).evaluate((sheet) => sheet.shadowRoot.textContent);
  for (const words of [
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Suối Mây, ngày 23 tháng 11 năm 2026",
    "Sùng <b>Thị</b> Chia",
    "15 giờ 20 phút, ngày 23 tháng 11 năm 2026",
    "17 giờ 00 phút, ngày 27 tháng 11 năm 2026",
    "Ngày hai mươi bảy tháng mười một năm hai nghìn không trăm hai mươi sáu",
    "3 ngày làm việc",
    "Lò Thị Lan",
    "Liên 1/2",
    "Liên 2/2",
    "0000 000 000",
  ]) {
    assert.ok(text.includes(words), `${words} in ${text}`);
  }
  assert.equal(await sheet(page).locator("b").count(), 0, "a value is a text");
  assert.equal(await sheet(page).locator(`svg[aria-label*="/tra-cuu/${code}#01."]`).count(), 2);
  await looksRight(page, "slip-a4");

  const first = await print(page);
  assert.doesNotMatch(first, /Bản in lại/);
  await page.locator("#printed").getByText("Đã in 1 lần").waitFor();
  await sheet(page).getByText("Bản in lại lần 1").first().waitFor();
  assert.match(await print(page), /Bản in lại lần 1/);
  await page.locator("#printed").getByText("Đã in 2 lần").waitFor();

  // It is kept: another tab, another day.
  await at(page, "2026-11-26T08:05:30+07:00");
  await page.reload();
  await sheet(page).getByText("Bản in lại lần 2").first().waitFor();
  await sheet(page).getByText("08 giờ 05 phút, ngày 26 tháng 11 năm 2026").first().waitFor();
  await page.locator("#printed summary").click();
  assert.equal(await page.locator("#printed li", { hasText: "15:20 23/11/2026 · Lò Thị Lan · 2 bản, A4" }).count(), 2);
  await page.getByRole("link", { name: "Về hồ sơ" }).click();
  await page.getByText("Đã in 2 lần").waitFor();
  assert.equal(await page.locator("#slip-duty").count(), 0);
  assert.deepEqual(device.errors, []);
});

test("K11: another device's print is marked as one; what did not come out of the printer counts no more, and is told", async (t) => {
  const world = await setUp(t, { time: MONDAY });
  const lan = await atWork(await world.device(), world.url, LAN);
  const pao = await atWork(await world.device(), world.url, PAO);
  await Promise.all([lan, pao].map(withPrinter));
  await allSent(lan);
  await receive(lan, "Cứ Thị Dở");
  await lists(pao, ["Cứ Thị Dở"]);
  await openSlip(lan);
  assert.doesNotMatch(await print(lan), /Bản in lại/);
  await lan.getByRole("button", { name: "Bỏ lần in vừa ghi" }).click();
  await lan.getByText("Đã bỏ lần in vừa ghi").waitFor();
  await until(async () => (await lan.locator("#printed").textContent()) === "", "no print counts");
  assert.doesNotMatch(await print(lan), /Bản in lại/);
  await lan.getByRole("button", { name: "Bỏ lần in vừa ghi" }).waitFor();
  await looksRight(lan, "slip-take-back");
  await lan.getByRole("link", { name: "Về hồ sơ" }).click();
  await lan.getByText("Đã in 1 lần").waitFor();
  for (const [told, times] of [
    ["In giấy tiếp nhận và hẹn trả: 2 bản, A4", 2],
    ["In giấy tiếp nhận và hẹn trả: không ra giấy, không tính lần này", 1],
  ]) {
    assert.equal(await lan.locator(".timeline li", { hasText: told }).count(), times, told);
  }
  await emptied(lan);

  await pao.goto(`${world.url}/ho-so`, { waitUntil: "commit" });
  await pao.locator(".dossier-item", { hasText: "Cứ Thị Dở" }).click();
  await pao.getByText("Đã in 1 lần").waitFor();
  await openSlip(pao);
  await sheet(pao).getByText("Bản in lại lần 1").first().waitFor();
  assert.match(await print(pao), /Bản in lại lần 1/);
  await world.server.kill();
  assert.match(await print(pao), /Bản in lại lần 2/, "without a network as well");
  assert.equal((await rows(pao)).attention, 0);
});

test("a paper as a file: the server draws it, it counts as a print, and a reason is told where there is none", async (t) => {
  const world = await setUp(t, { time: MONDAY, env: { KHONGCHO_BROWSER_FLAG: "--no-sandbox" } });
  const device = await world.device();
  const page = await atWork(device, world.url, LAN);
  await withPrinter(page);
  await allSent(page);
  await receive(page, "Thào Thị <Dợ>");
  await emptied(page);
  await openSlip(page);
  const fetched = async () => {
    const coming = page.waitForEvent("download");
    await page.getByRole("button", { name: "Tải tệp PDF" }).click();
    const file = await coming;
    const path = await file.path();
    const { stdout } = await promisify(execFile)("pdftotext", [path, "-"]);
    return { name: file.suggestedFilename(), words: stdout.replace(/\s+/g, " "), sizes: pages(await readFile(path)) };
  };
  const first = await fetched();
  assert.match(first.name, /^01-H99\.99\.01-261123-[A-Z]+\d{4}-.\.pdf$/);
  for (const words of ["GIẤY TIẾP NHẬN HỒ SƠ", "Thào Thị <Dợ>", "Liên 1/2", "Liên 2/2", "Lò Thị Lan"]) assert.ok(first.words.includes(words), `${words} in ${first.words}`);
  assert.doesNotMatch(first.words, /Bản in lại/);
  assert.ok(first.sizes.length >= 2 && first.sizes.every(([width, height]) => width === 210 && height === 297), `${first.sizes}`);
  await page.locator("#printed").getByText("Đã in 1 lần").waitFor();
  await sheet(page).getByText("Bản in lại lần 1").first().waitFor();
  await looksRight(page, "slip-file");
  await emptied(page);
  assert.match((await fetched()).words, /Bản in lại lần 1/);
  await emptied(page);

  const noBrowser = { KHONGCHO_CHROMIUM: "/no/such/browser" };
  world.server.command.env = noBrowser;
  await world.server.restart();
  await page.getByRole("button", { name: "Tải tệp PDF" }).click();
  await page.getByText("Máy chủ này không dựng được tệp PDF").waitFor();
  await world.server.kill();
  await page.getByRole("button", { name: "Tải tệp PDF" }).click();
  await page.getByText("Chưa có tệp PDF.").waitFor();
  assert.match(await print(page), /Bản in lại lần 2/, "what was not drawn does not count");
  await page.getByRole("button", { name: "Tải tệp PDF" }).click();
  await page.getByText("Hồ sơ còn việc chưa lên máy chủ").waitFor();
  assert.equal((await rows(page)).attention, 0);
});

test("A4, A5 and a roll: pages of that size, the back on a page of its own, nothing of the screen", async (t) => {
  const { page } = await begun(t);
  await openForm(page, await page.evaluate(() => location.origin));
  await page.locator(".more-papers > summary").click();
  await page.getByRole("button", { name: "Đã nhận đủ" }).click();
  await fillIn(page, { name: "Lý A Sử", noWait: false });
  await save(page, "Lý A Sử");
  await openSlip(page);
  await sheet(page).getByText("Lý A Sử").first().waitFor();
  const printed = async (paper, copies, name) => {
    await page.getByLabel("Khổ giấy").selectOption({ label: paper });
    await page.getByLabel("Số bản").fill(String(copies));
    await page.getByLabel("Số bản").blur();
    await until(async () => (await sheet(page).locator("article").count()) === copies, `${copies} copies`);
    await looksRight(page, name);
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    await writeFile(`target/screens/${name}.pdf`, pdf);
    return pages(pdf);
  };
  assert.deepEqual(await printed("A4", 1, "slip-a4-one"), [[210, 297], [210, 297]]);
  assert.deepEqual(await printed("A5", 2, "slip-a5"), Array(4).fill([148, 210]));
  const roll = await printed("80 mm", 1, "slip-80mm");
  assert.equal(roll.length, 1, JSON.stringify(roll));
  assert.equal(roll[0][0], 80);
  await page.emulateMedia({ media: "print" });
  for (const part of [".main-nav", ".site-header", ".page-title", ".print-controls", ".print-page > p"]) {
    assert.equal(await page.locator(part).first().isVisible(), false, part);
  }
});

test("done in one sitting: a slip is offered and is no duty", async (t) => {
  const { page } = await begun(t);
  await at(page, "2026-11-23T09:00:00+07:00");
  await openForm(page, await page.evaluate(() => location.origin));
  await fillIn(page, { name: "Vàng A Tủa" });
  await save(page, "Vàng A Tủa");
  await page.getByRole("link", { name: "In giấy tiếp nhận và hẹn trả" }).waitFor();
  assert.equal(await page.locator("#slip-duty").count(), 0);
  await openSlip(page);
  await sheet(page).getByText("Bốn mươi hai nghìn đồng").first().waitFor();
});

test("a template in the data folder takes the place of the one built in; a wrong one is named and nothing starts", async (t) => {
  const dataDir = await temporaryFolder("data");
  t.after(() => removeFolder(dataDir));
  await mkdir(join(dataDir, "forms"));
  const file = join(dataDir, "forms", "01.html");
  const own = (inside) => `<article data-form="01" data-from="2025-01-01" data-source="của xã">\n${inside}\n</article>`;
  await writeFile(file, own("<p onclick=\"alert(1)\">x</p>"));
  const doctor = promisify(execFile)(process.env.KHONGCHO_BIN ?? "target/debug/khongcho", ["forms", "check", "--data-dir", dataDir]);
  await assert.rejects(doctor, (error) => /01\.html, line 2: onclick of <p> is not allowed/.test(error.stderr));
  await assert.rejects(Server.start({ dataDir }), /01\.html, line 2: onclick of <p> is not allowed/);
  await writeFile(file, own("<p>Mẫu riêng của xã: <b data-field=\"applicant.name\"></b></p>"));
  const world = await setUp(t, { dataDir, time: MONDAY });
  const page = await atWork(await world.device(), world.url, LAN);
  await allSent(page);
  await openForm(page, world.url, BIRTH_WITH_FATHER);
  await page.getByLabel("Họ và tên").fill("Má A Pó");
  await save(page, "Má A Pó");
  await openSlip(page);
  await sheet(page).getByText("Mẫu riêng của xã: Má A Pó").first().waitFor();
  await page.getByText("của xã", { exact: true }).waitFor();
});

test("a request for papers, a refusal and an apology are printed once their step was taken", async (t) => {
  const { page } = await begun(t);
  await at(page, "2026-11-25T08:00:30+07:00");
  await receive(page, "Giàng Thị Súa");
  assert.equal(await page.getByRole("link", { name: "In phiếu yêu cầu bổ sung" }).count(), 0);
  await step(page, "Xin lỗi và hẹn lại");
  await page.getByLabel("Lý do").fill("chờ kết quả xác minh");
  await page.locator("#appointment-day").fill("03/12/2026");
  await take(page, "Xin lỗi và hẹn lại");
  await page.getByRole("link", { name: "In văn bản xin lỗi" }).waitFor();
  await step(page, "Yêu cầu bổ sung giấy tờ");
  await page.getByLabel("Giấy tờ cần bổ sung").fill("Giấy chứng sinh\nVăn bản xác nhận quan hệ cha con");
  await page.getByLabel("Lý do").fill("chưa có trong hồ sơ");
  await take(page, "Yêu cầu bổ sung giấy tờ");
  await page.getByRole("link", { name: "In phiếu yêu cầu bổ sung" }).click();
  await sheet(page).getByText("Văn bản xác nhận quan hệ cha con").first().waitFor();
  assert.equal(await sheet(page).locator("article").first().locator("li").count(), 2);
  await looksRight(page, "form-02");
  const address = page.url();
  await page.goto(address.replace(/02$/, "04"));
  await sheet(page).getByText("17 giờ 00 phút, ngày 30 tháng 11 năm 2026").first().waitFor();
  await sheet(page).getByText("17 giờ 00 phút, ngày 03 tháng 12 năm 2026").first().waitFor();
  await looksRight(page, "form-04");
  await page.goto(address.replace(/02$/, "03"));
  await page.getByText("Hồ sơ chưa đến bước có giấy này.").waitFor();
});

test("form 03 prints the reason of a refusal, form 05 that the office stopped or the applicant wished it", async (t) => {
  const { page } = await begun(t);
  await at(page, "2026-11-25T08:00:30+07:00");
  await receive(page, "Lý A Sử");
  await step(page, "Từ chối tiếp nhận");
  await page.getByLabel("Lý do").fill("không thuộc thẩm quyền của xã");
  await take(page, "Từ chối tiếp nhận");
  await page.getByRole("link", { name: "In phiếu từ chối" }).click();
  await page.locator(".page-title", { hasText: "Phiếu từ chối" }).waitFor();
  await tells(page, ["PHIẾU TỪ CHỐI", "Lý A Sử", "không thuộc thẩm quyền của xã", "ngày 25 tháng 11 năm 2026", "Lò Thị Lan"]);
  await looksRight(page, "form-03");
  assert.doesNotMatch(await print(page), /Bản in lại/);
  assert.match(await print(page), /không thuộc thẩm quyền của xã/);

  const wish = "theo đề nghị của người nộp hồ sơ";
  for (const [name, move, reason, told] of [
    ["Má A Dơ", "Dừng xử lý", "người yêu cầu đã chết", false],
    ["Má A Pó", "Công dân rút hồ sơ", "đã đăng ký ở xã khác", true],
  ]) {
    await receive(page, name);
    await step(page, move);
    await page.getByLabel("Lý do").fill(reason);
    assert.equal(await page.getByRole("link", { name: "In thông báo dừng giải quyết" }).count(), 0);
    await take(page, move);
    await page.getByRole("link", { name: "In thông báo dừng giải quyết" }).click();
    const text = await tells(page, ["THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ", name, reason, "08 giờ 00 phút, ngày 25 tháng 11 năm 2026"]);
    assert.equal(text.includes(wish), told, `${move}: ${text}`);
  }
  await looksRight(page, "form-05");
});

test("a full disk: the paper comes all the same, and the screen says that the print was not noted", async (t) => {
  const world = await setUp(t, { time: MONDAY });
  const page = await atWork(await world.device(), world.url, LAN);
  await withPrinter(page);
  await installed(page);
  await allSent(page);
  await openForm(page, world.url, BIRTH_WITH_FATHER);
  await page.getByLabel("Họ và tên").fill("Hầu Thị Đầy");
  await save(page, "Hầu Thị Đầy");
  await openSlip(page);
  const address = page.url();
  await fillDisk(page);
  await page.goto(address);
  await sheet(page).getByText("Hầu Thị Đầy").first().waitFor();
  assert.match(await print(page), /Hầu Thị Đầy/);
  await page.getByRole("alert").getByText("Lần in này chưa được ghi lại").waitFor();
  await freeDisk(page);
  await page.goto(address);
  await sheet(page).getByText("Hầu Thị Đầy").first().waitFor();
  assert.doesNotMatch(await print(page), /Bản in lại/);
  await page.locator("#printed").getByText("Đã in 1 lần").waitFor();
});
