// No room on the device: at every kind of write nothing is lost, the screen says what
// to do, and work goes on once there is room.

import assert from "node:assert/strict";
import {
  LAN,
  PAO,
  SITTING,
  allSent,
  applicants,
  atWork,
  attach,
  fillDisk,
  fillIn,
  freeDisk,
  installed,
  lists,
  openForm,
  record,
  rows,
  save,
  says,
  scan,
  setUp,
  signIn,
  started,
  stream,
  test,
  until,
} from "./lib/index.js";

const FORM = "/ho-so/moi?thu-tuc=2.000815";
const goOnline = (page) => page.evaluate(() => dispatchEvent(new Event("online")));

/** A device at work, its counter installed. */
async function working(t) {
  const counter = await setUp(t);
  const device = await counter.device();
  const page = await atWork(device, counter.url);
  await installed(page);
  await allSent(page);
  const open = async (path) => {
    await page.goto(counter.url + path, { waitUntil: "commit" });
    await started(page);
  };
  return { ...counter, another: counter.device, device, page, open };
}

test("a new dossier that could not be saved is refused before it is typed; the draft is there, and goes on", async (t) => {
  const { url, server, device, page, open } = await working(t);
  await openForm(page, url);
  await fillIn(page, { name: "Hầu Thị Nháp" });
  await until(async () => (await rows(page)).draft === 1, "the draft is kept");
  await fillDisk(page);
  await open(FORM);
  await page.getByText("hồ sơ mới sẽ không lưu được").waitFor();
  await page.getByText(/lưu hộp gửi thành tệp/).waitFor();
  await page.getByText(/Đã khôi phục bản nháp/).waitFor();
  assert.equal(await page.getByLabel("Họ và tên").inputValue(), "Hầu Thị Nháp");
  assert.ok(await page.getByLabel("Họ và tên").isDisabled());
  assert.ok(await page.getByRole("button", { name: "Lưu hồ sơ" }).isDisabled());
  await says(page, /bộ nhớ đầy/);
  await page.getByRole("button", { name: "Kiểm tra lại" }).click();
  await page.getByText("hồ sơ mới sẽ không lưu được").waitFor();

  await freeDisk(page);
  // An exchange may find the room before the officer asks for it.
  const again = page.getByRole("button", { name: "Kiểm tra lại" });
  await until(async () => {
    if (await again.isVisible()) await again.click({ timeout: 1_000 }).catch(() => {});
    return (await page.getByText("hồ sơ mới sẽ không lưu được").count()) === 0;
  }, "the room is seen");
  await save(page, "Hầu Thị Nháp");
  await allSent(page);
  assert.deepEqual(await applicants(server), ["Hầu Thị Nháp"]);
  assert.deepEqual(device.errors, []);
});

test("a form that was open when the disk ran full: draft and dossier are not kept, the screen says so, nothing typed is lost", async (t) => {
  const { server, device, page, open } = await working(t);
  await fillDisk(page);
  await open(FORM);
  await page.getByText("hồ sơ mới sẽ không lưu được").waitFor();
  // As if it had been opened before.
  await page.evaluate(() => (document.querySelector(".reception__all").disabled = false));
  await fillIn(page, { name: "Chảo Thị Đầy" });
  const told = page.getByText(/Máy hết chỗ nên CHƯA lưu được/);
  await page.locator(".save-bar [role=status]").getByText(/CHƯA lưu được/).waitFor();
  await page.getByRole("button", { name: "Lưu hồ sơ" }).click();
  await page.locator(".save-bar [role=alert]").getByText(/CHƯA lưu được/).waitFor();
  const kept = await rows(page);
  assert.deepEqual([kept.draft, kept.outbox, kept.dossier], [0, 0, 0], "all or nothing");
  await freeDisk(page);
  await save(page, "Chảo Thị Đầy");
  assert.equal(await told.count(), 0);
  await allSent(page);
  assert.deepEqual(await applicants(server), ["Chảo Thị Đầy"]);
  assert.deepEqual(device.errors, []);
});

test("a step and a photo on a full device: refused in words, done once there is room", async (t) => {
  const { server, url, device, page, open } = await working(t);
  await openForm(page, url);
  await fillIn(page, { name: "Lừu A Bước", noWait: false });
  await save(page, "Lừu A Bước");
  await allSent(page);
  const path = new URL(page.url()).pathname;
  const picture = await scan(page, { width: 300, height: 420 });
  await fillDisk(page);
  await open(path);
  await page.getByLabel("Chọn tệp ảnh hoặc PDF").setInputFiles({ name: "anh.jpg", mimeType: "image/jpeg", buffer: picture });
  await page.locator(".attachments").getByText(/Máy hết chỗ nên CHƯA lưu được/).waitFor();
  await page.getByRole("button", { name: "Đã xử lý xong" }).click();
  await until(async () => (await page.getByText(/Máy hết chỗ nên CHƯA lưu được/).count()) === 2, "both say so");
  const { outbox, attachment, content } = await rows(page);
  assert.deepEqual([outbox, attachment, content], [0, 0, 0]);
  await freeDisk(page);
  await attach(page, "Tờ khai", picture);
  await page.getByRole("button", { name: "Đã xử lý xong" }).click();
  await page.getByRole("button", { name: "Trả kết quả" }).waitFor();
  await allSent(page);
  await page.getByText("Các tệp đính kèm tại máy này đã lên máy chủ.").waitFor();
  assert.equal((await stream(server)).length, 3);
  assert.deepEqual(device.errors, []);
});

test("R2: answers that cannot be written down empty no outbox and move no cursor; with room everything is there once", async (t) => {
  const { server, url, device, page, open, another } = await working(t);
  const other = await another();
  await device.context.route("**/api/v1/exchange", (route) => route.abort());
  await record(page, url, [{ name: "Của Máy Đầy" }]);
  await fillDisk(page);
  const pao = await atWork(other, url, PAO);
  await record(pao, url, [{ name: "Của Máy Kia" }]);
  await allSent(pao);
  await device.context.unroute("**/api/v1/exchange");
  await open("/dong-bo");
  await says(page, /Chưa đồng bộ được · 1 hồ sơ chờ gửi · bộ nhớ đầy/);
  await page.getByText(/chưa ghi được câu trả lời của máy chủ/).waitFor();
  await page.getByText(/Bộ nhớ đầy nên máy chưa nhận hồ sơ mới/).waitFor();
  assert.equal((await rows(page)).outbox, SITTING, "nothing leaves");
  assert.equal((await stream(server)).length, 6, "the server has them all the same");
  await freeDisk(page);
  await goOnline(page);
  await allSent(page);
  await until(async () => !/bộ nhớ/.test(await page.locator(".sync-state__text").innerText()), "the warning goes");
  await open("/ho-so");
  await lists(page, ["Của Máy Đầy", "Của Máy Kia"]);
  assert.equal((await stream(server)).length, 6);
  assert.deepEqual([...device.errors, ...other.errors], []);
});

test("signing in on a full device says so, and works once there is room; so does the very first visit", async (t) => {
  const { device, page, open, url, another } = await working(t);
  await page.locator(".account > summary").click();
  await page.getByRole("button", { name: "Đăng xuất" }).click();
  await page.getByLabel("Mật khẩu").waitFor();
  await fillDisk(page);
  await open("/");
  await page.getByLabel("Tên đăng nhập").fill(LAN.name);
  await page.getByLabel("Mật khẩu").fill(LAN.password);
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await page.getByText(/Máy hết chỗ nên CHƯA lưu được/).waitFor();
  await freeDisk(page);
  await signIn(page, LAN);
  await allSent(page);

  const fresh = await another();
  const first = await fresh.context.newPage();
  await first.goto(`${url}/healthz`);
  await fillDisk(first);
  await first.goto(url, { waitUntil: "commit" });
  await started(first);
  await first.getByText(/Máy hết chỗ nên CHƯA lưu được/).waitFor();
  await freeDisk(first);
  await first.reload();
  await started(first);
  await signIn(first, PAO);
  await allSent(first);
  assert.deepEqual([...device.errors, ...fresh.errors], []);
});

test("the gauge warns early, and the browser is asked again to keep the data", async (t) => {
  const counter = await setUp(t);
  const device = await counter.device();
  await device.context.addInitScript(() => {
    if (!globalThis.StorageManager) return;
    let granted = false;
    const set = (name, answer) => Object.defineProperty(StorageManager.prototype, name, { value: async () => answer() });
    set("estimate", () => ({ usage: 850_000_000, quota: 1_000_000_000 }));
    set("persisted", () => granted);
    set("persist", () => (granted = Boolean(window.willing)));
  });
  const page = await atWork(device, counter.url, LAN, "/dong-bo");
  await says(page, /^Đã đồng bộ.* · bộ nhớ sắp đầy$/);
  const card = page.locator(".storage");
  await card.getByText("Đã dùng 850,0 MB trong 1,0 GB").waitFor();
  await card.getByText(/Bộ nhớ sắp đầy/).waitFor();
  const meter = card.locator("meter");
  assert.deepEqual(await meter.evaluate((gauge) => [gauge.value, gauge.max]), [850_000_000, 1_000_000_000]);
  await card.getByText(/Trình duyệt có thể xóa dữ liệu/).waitFor();
  await card.getByRole("button", { name: "Xin trình duyệt giữ dữ liệu" }).click();
  await card.getByText("Trình duyệt chưa đồng ý.").waitFor();
  await page.evaluate(() => (window.willing = true));
  await card.getByRole("button", { name: "Xin trình duyệt giữ dữ liệu" }).click();
  await card.getByText("Trình duyệt đã đồng ý giữ dữ liệu.").waitFor();
  await card.getByText("Trình duyệt cam kết không tự xóa dữ liệu.").waitFor();
  assert.deepEqual(device.errors, []);
});
