// No room on the device: at every kind of write nothing is lost, the screen says what
// to do, and work goes on once there is room.

import assert from "node:assert/strict";
import {
  CHUNK,
  LAN,
  MAI,
  PAO,
  ProtocolDevice,
  SITTING,
  allSent,
  applicants,
  atWork,
  attach,
  choosy,
  contents,
  emptied,
  fillDisk,
  fillIn,
  freeDisk,
  fullCounter,
  goTo,
  installed,
  lists,
  noRoomIn,
  ofDossiers,
  openForm,
  people,
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
const FULL = /Máy hết chỗ nên CHƯA lưu được/;
/** Sittings of which more than 40 events wait. */
const MANY = 8;
const YEAR = new Date(Date.now() + 7 * 3_600_000).getUTCFullYear();
const goOnline = (page) => page.evaluate(() => dispatchEvent(new Event("online")));

/** A device at work, its counter installed. */
async function working(t, prepare = () => {}) {
  const counter = await setUp(t);
  const device = await counter.device();
  await prepare(device);
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

test("U1 K6 K10: a fact of a book, of a cash book and a home visit's plan on a full device: told where it is written, none half there, done once there is room", async (t) => {
  const { server, device, page, open } = await working(t);
  const press = (name) => page.getByRole("button", { name, exact: true }).first().click();
  const facts = {
    book: {
      path: `/so/${YEAR}/SCT-HĐ`,
      fill: async () => {
        await press("Mở sổ nối tiếp sổ giấy");
        await page.locator(".book-form").getByLabel("Số đầu tiên ghi ở đây").fill("38");
        await page.locator(".book-form").getByLabel("Quyển này bắt đầu từ số").fill("1");
        await press("Tiếp tục");
      },
      write: () => press("Ghi vào sổ"),
      there: () => page.locator("#book-done").getByText("Đã ghi:").waitFor(),
    },
    cash: {
      path: "/quy",
      fill: async () => {
        await press("Ghi tồn đầu ngày");
        await page.locator("#cash-amount").fill("100.000");
      },
      write: () => page.locator(".cash__form").getByRole("button", { name: "Ghi", exact: true }).click(),
      there: () => page.locator("#cash-balance", { hasText: "100.000 đồng" }).waitFor(),
    },
    visit: {
      path: "/luu-dong",
      fill: async () => {
        await page.locator("#visit-name").fill("Già Thị Xa");
        await page.locator("#visit-place").fill("bản Sín Chải");
        await page.locator("#visit-code").selectOption("2.000815");
      },
      write: () => press("Thêm vào danh sách"),
      there: () => page.locator(".visits li", { hasText: "Già Thị Xa" }).waitFor(),
    },
  };
  const before = await contents(page);
  await fillDisk(page);
  for (const { path, fill, write } of Object.values(facts)) {
    await open(path);
    await fill();
    await write();
    await page.getByText(FULL).first().waitFor();
    await says(page, /bộ nhớ đầy/);
    const { outbox, ledger } = await contents(page);
    assert.deepEqual([outbox, ledger], [before.outbox, before.ledger], `${path}: nothing is half there`);
  }
  // What is typed in the one that is open is still there.
  await freeDisk(page);
  await facts.visit.write();
  await facts.visit.there();
  for (const { path, fill, write, there } of [facts.book, facts.cash]) {
    await open(path);
    await fill();
    await write();
    await there();
  }
  await allSent(page);
  await emptied(page);
  const reader = await ProtocolDevice.signIn(server.url, MAI);
  const own = (await reader.pull()).map(({ event }) => event);
  const opened = own.filter(({ book }) => book?.kind === "SCT/HĐ" && book.event.opened);
  assert.equal(opened.length, 1);
  assert.deepEqual(own.filter(({ cash }) => cash).map(({ cash }) => cash.event), [{ opened: { amount_dong: 100_000 } }]);
  assert.deepEqual(own.filter(({ visit }) => visit).map(({ visit }) => visit.event.planned.name), ["Già Thị Xa"]);
  assert.deepEqual(device.errors, []);
});

/** A device in the middle of its first sync: two chunks are here, the others do not come. */
async function halfSynced(t) {
  const counter = await fullCounter(t);
  const device = await counter.device();
  await choosy(device.context);
  const page = await device.page(counter.url);
  const [come, lost] = [new Set(), new Set()];
  await device.context.route(`**${CHUNK}*`, (route) => {
    const to = come.size < 2 ? come : lost;
    if (!come.has(route.request().url())) to.add(route.request().url());
    return come.has(route.request().url()) ? route.continue() : route.abort();
  });
  await signIn(page, LAN);
  const kept = async () => {
    const { pack, summary, dossier, meta } = await contents(page);
    return { pack, summary, dossier, baseline: meta.find(([key]) => key === "baseline")?.[1] };
  };
  await says(page, /Đang nhận 400\/1\.300 hồ sơ/);
  await until(() => lost.size > 0, "another was asked for");
  const complete = async () => {
    await goOnline(page);
    await goTo(page, "Hồ sơ");
    await page.getByText(`${counter.all.toLocaleString("vi-VN")} hồ sơ`).first().waitFor();
    await allSent(page);
    assert.equal((await kept()).baseline, undefined, "nothing is to come");
  };
  return { ...counter, device, page, kept, complete };
}

test("P6: the disk runs full during the first sync: told, what had come stays, and the rest comes once there is room", async (t) => {
  const { url, device, page, kept, complete } = await halfSynced(t);
  const before = await kept();
  await fillDisk(page);
  await device.context.unroute(`**${CHUNK}*`);
  await page.goto(`${url}/ho-so`, { waitUntil: "commit" });
  await started(page);
  await says(page, /bộ nhớ đầy/);
  assert.deepEqual(await kept(), before, "nothing is half there");
  await freeDisk(page);
  await complete();
  assert.deepEqual(device.errors, []);
});

test("P6: a chunk that finds no room, where smaller writes still do, is told, is not half there, and comes once there is room", async (t) => {
  const { device, page, kept, complete } = await halfSynced(t);
  const before = await kept();
  await noRoomIn(page, "summary");
  const tried = page.waitForEvent("requestfinished", (request) => request.url().includes(CHUNK));
  await device.context.unroute(`**${CHUNK}*`);
  await goOnline(page);
  await tried;
  await says(page, /bộ nhớ đầy/);
  assert.deepEqual(await kept(), before, "nothing is half there");
  await noRoomIn(page, undefined);
  await complete();
  assert.deepEqual(device.errors, []);
});

/** A device that has had no line for long: more than 40 rows wait, and of two of them each is to be refused. */
async function longPush(t) {
  const { server, url, device, page, open } = await working(t, (device) => choosy(device.context));
  const both = people(2, "Cứ Thị Hai");
  for (const { name } of both) await record(page, url, [{ name, noWait: false }]);
  await allSent(page);
  await device.context.route("**/api/v1/exchange", (route) => route.abort());
  for (const { name } of both) {
    await goTo(page, "Hồ sơ");
    await page.locator(".dossier-item", { hasText: name }).click();
    await page.getByRole("button", { name: "Đã xử lý xong" }).click();
    await page.getByRole("button", { name: "Trả kết quả" }).waitFor();
  }
  await record(page, url, people(MANY, "Cứ A"));
  // Another has resolved the same two: one of each pair is refused (K5).
  const other = await ProtocolDevice.signIn(server.url, MAI);
  const here = ofDossiers(await other.pull()).map(({ dossier }) => dossier);
  const { rulings } = await other.exchange(here.map((dossier) => other.envelope("resolved", { dossier })));
  assert.ok(rulings.every((ruling) => ruling.accepted));
  const { outbox } = await rows(page);
  assert.ok(outbox > 40, `${outbox} rows are to be settled`);
  const told = async () => {
    await page.getByText(/chưa ghi được câu trả lời của máy chủ/).waitFor();
    await says(page, /Chưa đồng bộ được · .* · bộ nhớ đầy/);
    const now = await rows(page);
    assert.deepEqual([now.outbox, now.attention], [outbox, 0], "nothing leaves");
  };
  const settled = async () => {
    await goOnline(page);
    await until(async () => (await rows(page)).outbox === 0, "all is settled", { timeoutMs: 40_000 });
    assert.equal((await rows(page)).attention, both.length);
    await page.getByText("Cứ Thị Hai").first().waitFor();
    const kept = ofDossiers(await (await ProtocolDevice.signIn(server.url, PAO)).pull());
    assert.equal(kept.length, 2 * both.length + 3 * MANY, "each once, but for what was refused");
  };
  return { device, page, open, told, settled };
}

test("R2 R3: the answer to a long push, with refusals in it, finds the disk full: told as that, nothing taken in; with room all of it is", async (t) => {
  const { device, page, open, told, settled } = await longPush(t);
  await fillDisk(page);
  await device.context.unroute("**/api/v1/exchange");
  await open("/dong-bo");
  await told();
  await freeDisk(page);
  await settled();
  assert.deepEqual(device.errors, []);
});

test("R2 R3: the same where the browser breaks off at once, with requests under way", async (t) => {
  const { device, page, told, settled } = await longPush(t);
  await goTo(page, "Đồng bộ");
  await noRoomIn(page, "attention", { atOnce: true });
  await device.context.unroute("**/api/v1/exchange");
  await goOnline(page);
  await told();
  await noRoomIn(page, undefined);
  await settled();
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
