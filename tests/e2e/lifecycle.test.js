// A dossier from reception to return, through waits, an apology and two devices, with
// the server stopped. The devices' clocks are set: what is promised follows from them.

import assert from "node:assert/strict";
import { LAN, PAO, allSent, atWork, fillIn, goTo, lists, openForm, rows, save, setUp, step, take, test, until } from "./lib/index.js";

/** When the stories of this file begin. */
const MONDAY = "2026-11-23T08:00:00+07:00";

const BIRTH_WITH_FATHER = "1.000689"; // three working days, eight with verification
const at = (page, time) => page.clock.setFixedTime(new Date(time));
const stands = (page, stage) => page.locator(".dossier-caption .badge", { hasText: stage }).waitFor();
const promised = (page, when) => page.locator(".standing .appointment__when", { hasText: when }).waitFor();
const looksRight = async (page, name) => {
  for (const [size, width, height] of [["phone", 360, 740], ["pc", 1280, 800]]) {
    await page.setViewportSize({ width, height });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `nothing is cut on a ${size}`);
    await page.screenshot({ path: `target/screens/${name}-${size}.png`, fullPage: true });
  }
};

test("three days with a supplement, a pause, an apology and a return by post, on two devices", async (t) => {
  const world = await setUp(t, { time: MONDAY });
  const [here, there] = await Promise.all([world.device(), world.device()]);
  const lan = await atWork(here, world.url, LAN);
  const pao = await atWork(there, world.url, PAO, "/ho-so");
  await Promise.all([allSent(lan), allSent(pao)]);
  await world.server.kill();

  // Monday; Tuesday the 24th is a holiday.
  await at(lan, "2026-11-23T15:20:00+07:00");
  await openForm(lan, world.url, BIRTH_WITH_FATHER);
  await lan.getByLabel("Họ và tên").fill("Sùng Thị Chia");
  await lan.getByRole("radio", { name: "Theo thời hạn 3 ngày làm việc" }).waitFor();
  await lan.getByText("Trả kết quả lúc 17:00 thứ Sáu 27/11/2026").waitFor();
  await lan.getByLabel("Nhận kết quả").selectOption({ label: "Bưu chính công ích" });
  await looksRight(lan, "form-appointment");
  await save(lan, "Sùng Thị Chia");
  await stands(lan, "Được tiếp nhận");
  await promised(lan, "17:00 thứ Sáu 27/11/2026");
  await lan.locator(".standing summary", { hasText: "Cách tính" }).click();
  await lan.locator(".standing").getByText("24/11 nghỉ lễ (Ngày Văn hóa Việt Nam)").waitFor();

  // A request without a name, or without a reason, is none.
  await step(lan, "Yêu cầu bổ sung giấy tờ");
  await take(lan, "Yêu cầu bổ sung giấy tờ");
  await lan.getByRole("alert").getByText("Hãy ghi lý do.").waitFor();
  await lan.getByLabel("Lý do").fill("chưa có trong hồ sơ");
  await take(lan, "Yêu cầu bổ sung giấy tờ");
  await lan.getByRole("alert").getByText("Hãy ghi tên từng giấy tờ cần bổ sung.").waitFor();
  await lan.getByLabel("Giấy tờ cần bổ sung").fill("Văn bản xác nhận quan hệ cha con\nGiấy chứng sinh");
  await at(lan, "2026-11-25T08:00:00+07:00");
  await take(lan, "Yêu cầu bổ sung giấy tờ");
  await stands(lan, "Chờ bổ sung giấy tờ");
  await lan.locator(".timeline").getByText("Yêu cầu bổ sung: Văn bản xác nhận quan hệ cha con; Giấy chứng sinh").waitFor();

  // Two working days away: the promise goes with them, over the weekend.
  await at(lan, "2026-11-27T09:00:00+07:00");
  await lan.reload();
  await lan.locator("form.step .appointment__when", { hasText: "17:00 thứ Ba 01/12/2026" }).waitFor();
  await looksRight(lan, "dossier-awaiting-papers");
  await take(lan, "Đã bổ sung đủ giấy tờ");
  await stands(lan, "Được tiếp nhận");
  await promised(lan, "17:00 thứ Ba 01/12/2026");

  // A second request is possible and warned about.
  await step(lan, "Yêu cầu bổ sung giấy tờ");
  await lan.getByText("Đã yêu cầu bổ sung 1 lần.").waitFor();

  await step(lan, "Bàn giao cho cán bộ xử lý");
  await lan.getByLabel("Giao cho").selectOption({ label: "Giàng A Páo" });
  await take(lan, "Bàn giao cho cán bộ xử lý");
  await stands(lan, "Đang xử lý");
  await lan.locator(".timeline").getByText("Bàn giao cho Giàng A Páo").waitFor();

  // Back in touch: the specialist's device has it all.
  await pao.clock.setFixedTime(new Date());
  await world.server.restart();
  await lan.evaluate(() => dispatchEvent(new Event("online")));
  await allSent(lan);
  await pao.evaluate(() => dispatchEvent(new Event("online")));
  await lists(pao, ["Sùng Thị Chia"]);
  await allSent(pao);
  await world.server.kill();
  await pao.locator(".dossier-item").click();
  await stands(pao, "Đang xử lý");
  await promised(pao, "17:00 thứ Ba 01/12/2026");

  await at(pao, "2026-11-30T10:00:00+07:00");
  await pao.reload();
  await stands(pao, "Đang xử lý");
  await step(pao, "Xin lỗi và hẹn lại");
  await pao.getByLabel("Lý do").fill("chờ kết quả xác minh");
  await pao.locator("#appointment-day").fill("06/12/2026");
  await take(pao, "Xin lỗi và hẹn lại");
  await pao.getByRole("alert").getByText("Ngày này không làm việc. Hãy chọn ngày khác.").waitFor();
  await pao.locator("#appointment-day").fill("03/12/2026");
  await take(pao, "Xin lỗi và hẹn lại");
  await promised(pao, "17:00 thứ Năm 03/12/2026");
  await pao.getByRole("button", { name: "Đã xử lý xong" }).click();
  await stands(pao, "Đã xử lý xong");
  await pao.getByRole("button", { name: "Trả kết quả" }).click();
  assert.ok(await pao.getByRole("radio", { name: "Bưu chính công ích" }).isChecked(), "as the applicant wanted");
  await pao.getByRole("button", { name: "Xác nhận đã trả" }).click();
  await stands(pao, "Đã trả kết quả");
  await step(pao, "Ghi mã hồ sơ quốc gia");
  await pao.getByLabel("Mã hồ sơ quốc gia").fill("H15.50.05.13-261123-0975");
  await take(pao, "Ghi mã hồ sơ quốc gia");
  await pao.locator(".standing").getByText("H15.50.05.13-261123-0975").waitFor();
  await looksRight(pao, "dossier-returned");

  await world.server.restart();
  await pao.evaluate(() => dispatchEvent(new Event("online")));
  await allSent(pao);
  await lan.evaluate(() => dispatchEvent(new Event("online")));
  await stands(lan, "Đã trả kết quả");
  await lan.locator(".timeline").getByText("Xin lỗi và hẹn lại. Lý do: chờ kết quả xác minh. Trả kết quả lúc 17:00 thứ Năm 03/12/2026").waitFor();
  assert.deepEqual([...here.errors, ...there.errors], []);
});

test("after three o'clock “no waiting” is unticked by itself, and the slip is for the next working day", async (t) => {
  const world = await setUp(t, { time: MONDAY });
  const page = await atWork(await world.device(), world.url, LAN);
  await allSent(page);
  await world.server.kill();
  const noWait = page.getByRole("checkbox", { name: /^Không chờ/ });

  await at(page, "2026-11-23T15:00:00+07:00");
  await openForm(page, world.url);
  assert.ok(await noWait.isChecked(), "three o'clock sharp is still the same day");
  assert.equal(await page.locator("#late").count(), 0);

  await at(page, "2026-11-23T15:02:00+07:00");
  await openForm(page, world.url);
  await page.locator("#late").getByText("sau 15:00").waitFor();
  assert.ok(!(await noWait.isChecked()));
  await page.getByText("Trả kết quả lúc 17:00 thứ Tư 25/11/2026").waitFor();
  await looksRight(page, "form-late");
  await noWait.check();
  assert.equal(await page.locator("#late").count(), 0);
  await fillIn(page, { name: "Vàng A Tủa", noWait: false });
  // What the cutoff unticked is no touch of the officer's: a draft is put back over it.
  await until(async () => (await rows(page)).draft === 1, "the draft is kept");
  await openForm(page, world.url);
  await page.getByText(/Đã khôi phục bản nháp/).waitFor();
  assert.equal(await page.getByLabel("Họ và tên").inputValue(), "Vàng A Tủa");
  await save(page, "Vàng A Tủa");
  await promised(page, "17:00 thứ Tư 25/11/2026");
  await stands(page, "Được tiếp nhận");
});

test("three o'clock passes while the form is open: it turns to the slip by itself, and keeps what was typed", async (t) => {
  const before = "2026-11-23T14:45:00+07:00";
  const world = await setUp(t, { env: { KHONGCHO_CLOCK_SHIFT_MS: String(Date.parse(before) - Date.now()) } });
  const device = await world.device();
  await device.context.clock.install({ time: new Date(before) });
  const page = await atWork(device, world.url, LAN);
  await allSent(page);
  await world.server.kill();
  await openForm(page, world.url);
  await fillIn(page, { name: "Vàng A Tủa" });
  const noWait = page.getByRole("checkbox", { name: /^Không chờ/ });
  assert.ok(await noWait.isChecked());
  assert.equal(await page.locator("#late").count(), 0);

  // Nobody touches the page: its own timer sees what time it is.
  await page.clock.fastForward(20 * 60_000);
  await page.locator("#late").getByText("sau 15:00").waitFor();
  assert.ok(!(await noWait.isChecked()));
  await page.getByText("Trả kết quả lúc 17:00 thứ Tư 25/11/2026").waitFor();
  assert.equal(await page.getByLabel("Họ và tên").inputValue(), "Vàng A Tủa");
  await save(page, "Vàng A Tủa");
  await page.locator("#slip-duty").waitFor();
  await promised(page, "17:00 thứ Tư 25/11/2026");
  await stands(page, "Được tiếp nhận");
  assert.deepEqual(device.errors, []);
});

test("the longer limit, on the form and as a step: the result is promised for later, and its trace says why", async (t) => {
  const world = await setUp(t, { time: MONDAY });
  const page = await atWork(await world.device(), world.url, LAN);
  await allSent(page);
  await world.server.kill();
  await at(page, "2026-11-23T15:20:00+07:00");
  const receive = async (name, limit, when) => {
    await openForm(page, world.url, BIRTH_WITH_FATHER);
    await page.getByLabel("Họ và tên").fill(name);
    await page.getByRole("radio", { name: limit }).check();
    await page.getByText(`Trả kết quả lúc ${when}`).waitFor();
    await page.locator(".slip summary", { hasText: "Cách tính" }).click();
  };
  await receive("Hầu Thị Say", "Theo thời hạn 3 ngày làm việc", "17:00 thứ Sáu 27/11/2026");
  await receive("Hầu Thị Say", "Theo thời hạn 8 ngày làm việc", "17:00 thứ Sáu 04/12/2026");
  await page.locator(".slip").getByText("8 ngày làm việc từ thứ Tư 25/11/2026 đến thứ Sáu 04/12/2026").waitFor();
  await save(page, "Hầu Thị Say");
  await promised(page, "17:00 thứ Sáu 04/12/2026");

  await receive("Sùng Thị Chia", "Theo thời hạn 3 ngày làm việc", "17:00 thứ Sáu 27/11/2026");
  await save(page, "Sùng Thị Chia");
  await step(page, "Áp dụng thời hạn dài hơn");
  await page.getByRole("radio", { name: "Theo thời hạn 3 ngày làm việc" }).check();
  await page.getByLabel("Lý do").fill("phải xác minh nơi cư trú");
  await take(page, "Áp dụng thời hạn dài hơn");
  await page.getByRole("alert").getByText("Thời hạn này không dài hơn thời hạn đang áp dụng").waitFor();
  await page.getByRole("radio", { name: "Theo thời hạn 8 ngày làm việc" }).check();
  await take(page, "Áp dụng thời hạn dài hơn");
  await promised(page, "17:00 thứ Sáu 04/12/2026");
  await stands(page, "Được tiếp nhận");
  await page.locator(".standing summary", { hasText: "Cách tính" }).click();
  await page.locator(".standing").getByText("áp dụng thời hạn 8 ngày làm việc thay cho 3 ngày làm việc, lẽ ra trả 17:00").waitFor();
  await page.locator(".standing").getByText("vì phải xác minh nơi cư trú").waitFor();
});

test("papers that are incomplete are registered, declined with a reason, and taken up again", async (t) => {
  const world = await setUp(t, { time: MONDAY });
  const page = await atWork(await world.device(), world.url, LAN);
  await allSent(page);
  await world.server.kill();
  await at(page, "2026-11-25T08:00:00+07:00");
  await openForm(page, world.url, BIRTH_WITH_FATHER);
  await page.getByLabel("Họ và tên").fill("Lý A Sử");
  await page.getByRole("checkbox", { name: /^Giấy tờ chưa đủ/ }).check();
  await save(page, "Lý A Sử");
  await stands(page, "Mới đăng ký");
  assert.equal(await page.locator(".standing .appointment__when").count(), 0);
  await step(page, "Từ chối tiếp nhận");
  await page.getByLabel("Lý do").fill("không thuộc thẩm quyền");
  await take(page, "Từ chối tiếp nhận");
  await stands(page, "Không được tiếp nhận");
  await step(page, "Mở lại hồ sơ");
  await page.getByRole("radio", { name: "Chưa hẹn" }).check();
  await page.getByLabel("Lý do").fill("có giấy ủy quyền");
  await take(page, "Mở lại hồ sơ");
  await stands(page, "Mới đăng ký");
  await step(page, "Tiếp nhận chính thức");
  await page.getByRole("radio", { name: "Theo thời hạn 8 ngày làm việc" }).check();
  await take(page, "Tiếp nhận chính thức");
  await stands(page, "Được tiếp nhận");
  await promised(page, "17:00 thứ Hai 07/12/2026");

  // Overdue stands out in the list; what has no national code can be found.
  await at(page, "2026-12-08T08:00:00+07:00");
  await page.reload();
  await goTo(page, "Hồ sơ");
  await page.locator(".dossier-item").getByText("Quá hạn").waitFor();
  await page.getByRole("button", { name: "Đến hạn, quá hạn" }).or(page.getByText("Đến hạn, quá hạn")).first().click();
  await lists(page, ["Lý A Sử"]);
  await page.getByText("Chưa có mã quốc gia").first().click();
  await lists(page, ["Lý A Sử"]);
  await looksRight(page, "list-overdue");
});

test("many dossiers are handed to a specialist at once, but one, and the list is printed", async (t) => {
  const world = await setUp(t, { time: MONDAY });
  const page = await atWork(await world.device(), world.url, LAN);
  await allSent(page);
  await world.server.kill();
  await at(page, "2026-11-25T08:00:00+07:00");
  for (const name of ["Má A Dơ", "Má A Lềnh", "Má A Pó"]) {
    await openForm(page, world.url, BIRTH_WITH_FATHER);
    await page.getByLabel("Họ và tên").fill(name);
    await save(page, name);
  }
  await goTo(page, "Hồ sơ");
  await page.getByRole("link", { name: "Bàn giao hồ sơ" }).click();
  await page.getByRole("checkbox", { name: /Má A Lềnh/ }).uncheck();
  await page.getByLabel("Giao cho").selectOption({ label: "Giàng A Páo" });
  await page.getByRole("button", { name: "Bàn giao 2 hồ sơ" }).click();
  await page.getByRole("status").getByText("Đã bàn giao 2 hồ sơ cho Giàng A Páo").waitFor();
  const names = page.locator(".sheet article").first().locator("tbody tr td:nth-child(3)");
  await page.locator(".sheet article").nth(1).waitFor();
  assert.deepEqual((await names.allInnerTexts()).sort(), ["Má A Dơ", "Má A Pó"]);
  await page.getByRole("button", { name: "Bàn giao 0 hồ sơ" }).waitFor();
  await looksRight(page, "hand-over");
  await page.emulateMedia({ media: "print" });
  await page.locator(".sheet").getByText("NGƯỜI NHẬN").first().waitFor();
  assert.ok(!(await page.getByRole("button", { name: "Bàn giao 0 hồ sơ" }).isVisible()), "the list alone is printed");
  await page.screenshot({ path: "target/screens/hand-over-print.png", fullPage: true });
  await page.emulateMedia({ media: null });
  await goTo(page, "Hồ sơ");
  assert.equal(await page.locator(".dossier-item", { hasText: "Đang xử lý" }).count(), 2);
});
