// Photos and scans: kept without a server, sent after the facts over a line that
// breaks, no acknowledged byte twice, seen on another device.

import assert from "node:assert/strict";
import {
  PAO,
  allSent,
  atWork,
  attach,
  fillIn,
  goTo,
  installed,
  openForm,
  record,
  rows,
  save,
  scan,
  sentOnce,
  setUp,
  signIn,
  started,
  stream,
  test,
  until,
  uploads,
} from "./lib/index.js";

const SECTION = ".attachments";
const NAME = "Vàng Thị Dí";

const ALL_SENT = "Các tệp đính kèm tại máy này đã lên máy chủ.";

const goOnline = (page) => page.evaluate(() => dispatchEvent(new Event("online")));

const section = (page) => page.locator(SECTION);

/** Requests that wait on the line, until they are let through. */
async function gate(context, path, method) {
  const gate = { waiting: [], closed: true };
  await context.route(path, (route) => (gate.closed && route.request().method() === method ? void gate.waiting.push(route) : route.continue()));
  gate.open = async () => {
    gate.closed = false;
    for (const route of gate.waiting.splice(0)) await route.continue();
  };
  return gate;
}

/** The picture's natural size, once it is shown. */
const shown = async (page) => {
  await page.getByRole("button", { name: "Xem" }).first().click();
  const image = page.locator(".attachments__full");
  await image.waitFor();
  return image.evaluate(async (element) => {
    await element.decode();
    return [element.naturalWidth, element.naturalHeight];
  });
};

test("F1 F5 F9: a photo taken without a server reaches it over a breaking line, and no acknowledged byte twice", async (t) => {
  const counter = await setUp(t, { env: { RUST_LOG: "info" } });
  const device = await counter.device();
  const page = await atWork(device, counter.url);
  await installed(page);
  await allSent(page);
  const picture = await scan(page);
  await openForm(page, counter.url);
  await counter.server.kill();
  await fillIn(page, { name: NAME });
  await save(page, NAME);
  const address = page.url();
  await attach(page, "Giấy khai sinh", picture);
  await section(page).getByText("Còn 1 trên 1 tệp chưa lên máy chủ.").waitFor();
  await page.reload();
  await started(page);
  await page.locator(".attachments__thumbnail").waitFor();

  const seen = uploads(page);
  // In the middle of a part, after a part that nobody heard of, and by a power cut.
  const traps = [
    { direction: "up", afterBytes: 30_000 },
    { direction: "down", afterBytes: 0 },
    { direction: "up", afterBytes: 20_000, then: () => counter.server.restart() },
  ].map((trap) => counter.proxy.trap({ match: "PATCH /api/v1/attachments/", ...trap }));
  await counter.server.restart();
  await section(page).getByText(ALL_SENT).waitFor({ timeout: 60_000 });
  await Promise.all(traps.map((trap) => trap.sprung));

  const { parts, heads } = seen;
  const size = Math.max(...parts.map(([, end]) => end));
  t.diagnostic(`${picture.length} bytes scanned, ${size} sent; parts ${JSON.stringify(parts)}; asked ${JSON.stringify(heads)}`);
  sentOnce(seen);
  assert.ok(heads.some((head) => head > 0), "what came before the line broke was kept");

  const other = await counter.device();
  const onlooker = await other.page(address);
  await signIn(onlooker, PAO);
  await onlooker.getByRole("heading", { level: 1, name: NAME }).waitFor();
  await section(onlooker).getByText("Chưa có ảnh trên máy này").waitFor();
  await onlooker.getByRole("button", { name: "Tải về máy này" }).click();
  assert.deepEqual(await shown(onlooker), [1240, 1754]);
  assert.deepEqual([...device.errors, ...other.errors], []);
});

test("F9: of two attachments that wait the smaller goes up first, whichever was taken first", async (t) => {
  const { url, proxy, device } = await setUp(t);
  const here = await device();
  const page = await atWork(here, url);
  await record(page, url, [{ name: NAME }]);
  await allSent(page);
  const sizes = { large: { width: 1240, height: 1754 }, small: { width: 300, height: 420 } };
  for (const names of [["large", "small"], ["small", "large"]]) {
    proxy.refuse();
    for (const name of names) await attach(page, `${name} ${names[0]}`, await scan(page, sizes[name]));
    const { log } = uploads(page);
    proxy.pass();
    await goOnline(page);
    await section(page).getByText(ALL_SENT).waitFor({ timeout: 60_000 });
    const parts = log.filter(({ part }) => part).map(({ part }) => part);
    const [first, last] = [parts[0], parts.at(-1)];
    const size = (address) => Math.max(...log.filter(({ kept }) => kept === address).map(({ offset }) => offset));
    t.diagnostic(`${size(first)} bytes, then ${size(last)}, in ${parts.length} parts`);
    assert.ok(size(first) < size(last), "the smaller is the first");
    assert.ok(parts.indexOf(last) > parts.lastIndexOf(first), "the larger waits until that is there");
    page.removeAllListeners("request").removeAllListeners("response");
  }
  assert.deepEqual(here.errors, []);
});

test("F9: a new fact, recorded while a large attachment goes up, is at the server before its next part", async (t) => {
  const { server, url, device } = await setUp(t);
  const here = await device();
  const page = await atWork(here, url);
  await openForm(page, url);
  await fillIn(page, { name: NAME, noWait: false });
  await save(page, NAME);
  await allSent(page);
  const parts = await gate(here.context, "**/api/v1/attachments/*", "PATCH");
  const next = () => until(() => parts.waiting.length === 1, "the next part waits for the line");
  await attach(page, "Sổ hộ khẩu", await scan(page, { width: 1240, height: 1754 }));
  await next();
  await parts.waiting.shift().continue();
  await next();
  const sending = section(page).getByText(/đã gửi \d/);
  await sending.waitFor();

  const exchanges = await gate(here.context, "**/api/v1/exchange", "POST");
  await page.getByRole("button", { name: "Đã xử lý xong" }).click();
  await until(async () => (await rows(page)).outbox > 0 && exchanges.waiting.length === 1, "the fact waits for the line");
  await parts.waiting.shift().continue();
  await until(async () => parts.waiting.length > 0 || !(await sending.isVisible()), "the upload goes on, or rests");
  assert.equal(parts.waiting.length, 0, "no part goes before the fact");
  await exchanges.open();
  await next();
  assert.equal((await rows(page)).outbox, 0);
  assert.equal((await stream(server)).filter(({ event }) => event === "resolved").length, 1);
  await parts.open();
  await section(page).getByText(ALL_SENT).waitFor({ timeout: 30_000 });
  assert.deepEqual(here.errors, []);
});

test("F1: the list marks a dossier whose photo is to be sent, or is not on this device", async (t) => {
  const { url, proxy, device } = await setUp(t);
  const [here, there] = [await device(), await device()];
  const page = await atWork(here, url);
  await record(page, url, [{ name: NAME }, { name: "Lù Thị Chi" }]);
  await allSent(page);
  const address = page.url();
  proxy.refuse();
  await attach(page, "Giấy khai sinh", await scan(page));
  await goTo(page, "Hồ sơ");
  const marks = (page, name) => page.locator(".dossier-item", { hasText: name }).locator(".badge--papers");
  await marks(page, "Lù Thị Chi").getByText("Ảnh chờ gửi").waitFor();
  assert.equal(await marks(page, NAME).count(), 0, "the other one has no photo");
  proxy.pass();
  await goOnline(page);
  await marks(page, "Lù Thị Chi").waitFor({ state: "detached" });

  const onlooker = await atWork(there, url, PAO, "/ho-so");
  await marks(onlooker, "Lù Thị Chi").getByText("Ảnh chưa về máy").waitFor();
  assert.equal(await marks(onlooker, NAME).count(), 0);
  await onlooker.goto(address, { waitUntil: "commit" });
  await onlooker.getByRole("button", { name: "Tải về máy này" }).click();
  await shown(onlooker);
  await goTo(onlooker, "Hồ sơ");
  await onlooker.locator(".dossier-item", { hasText: NAME }).waitFor();
  assert.equal(await marks(onlooker, "Lù Thị Chi").count(), 0, "it is here now");
  assert.deepEqual([...here.errors, ...there.errors], []);
});

test("text of nine points stays legible, and the page is small", async (t) => {
  const counter = await setUp(t);
  const device = await counter.device();
  const page = await atWork(device, counter.url);
  await openForm(page, counter.url);
  await fillIn(page, { name: NAME });
  await save(page, NAME);
  const picture = await scan(page, { noise: 0.06 });
  await attach(page, "Tờ khai", picture);
  await section(page).getByText(ALL_SENT).waitFor({ timeout: 30_000 });
  await page.getByRole("button", { name: "Xem" }).click();
  await page.locator(".attachments__full").waitFor();
  // Contrast of strokes: the darkest against the lightest tenth of the dots in each
  // line of text, on the page as sent and on the scan, both at the page's size.
  const original = picture.toString("base64");
  const measured = await page.evaluate(async (original) => {
    const raw = Uint8Array.from(atob(original), (letter) => letter.charCodeAt(0));
    const page = document.querySelector(".attachments__full");
    await page.decode();
    const images = [await createImageBitmap(new Blob([raw])), page];
    const grey = images.map((image) => {
      const canvas = new OffscreenCanvas(1240, 1754);
      const context = canvas.getContext("2d");
      context.imageSmoothingQuality = "high";
      context.drawImage(image, 0, 0, 1240, 1754);
      const { data } = context.getImageData(75, 60, 900, 1600);
      return Float64Array.from({ length: data.length / 4 }, (_, at) => 0.3 * data[4 * at] + 0.59 * data[4 * at + 1] + 0.11 * data[4 * at + 2]);
    });
    const contrast = (dots) => {
      const sorted = Float64Array.from(dots).sort();
      const tenth = Math.floor(sorted.length / 20);
      const mean = (part) => part.reduce((sum, dot) => sum + dot, 0) / part.length;
      return (mean(sorted.slice(-tenth)) - mean(sorted.slice(0, tenth))) / 255;
    };
    const mean = (dots) => dots.reduce((sum, dot) => sum + dot, 0) / dots.length;
    const [a, b] = grey;
    const [ma, mb] = [mean(a), mean(b)];
    let [ab, aa, bb] = [0, 0, 0];
    for (let at = 0; at < a.length; at += 1) {
      ab += (a[at] - ma) * (b[at] - mb);
      aa += (a[at] - ma) ** 2;
      bb += (b[at] - mb) ** 2;
    }
    return { before: contrast(a), after: contrast(b), alike: ab / Math.sqrt(aa * bb) };
  }, original);
  const kilobytes = Number((await page.locator(".attachments__item .hint").innerText()).match(/\d+/)[0]);
  t.diagnostic(`${picture.length} bytes scanned, ${kilobytes} kB sent: ${JSON.stringify(measured)}`);
  assert.ok(measured.after > 0.5, "strokes stand out from the paper");
  assert.ok(measured.after > 0.85 * measured.before, "they stand out as they did");
  assert.ok(measured.alike > 0.95, "they are where they were");
  assert.ok(kilobytes < 600, `${kilobytes} kB`);
  assert.deepEqual(device.errors, []);
});
