// Attachments that were fetched are not kept for ever: beyond a limit the oldest bytes
// go, those that the server does not have never do, and what went comes back when asked.

import assert from "node:assert/strict";
import {
  DAY_MS,
  MAI,
  ProtocolDevice,
  atWork,
  attach,
  bulkyPdf,
  contents,
  fillIn,
  goTo,
  noise,
  open,
  openForm,
  pageOf,
  rows,
  save,
  scan,
  setUp,
  sha256,
  started,
  test,
  until,
  upload,
} from "./lib/index.js";

/** Bytes that a device keeps of what the server has too (frontend/store/src/attachments.rs). */
const KEPT_BYTES_MAX = 64 << 20;
/** Close to the 5 MiB that an attachment may have. */
const EDGE = 1_320;
const PDF_BYTES = 5_000_000;
const PICTURES = 7;
const OWN = "Vàng Thị Dí";
const SENT = "Giấy đã gửi";
const UNSENT = ["Đơn 1", "Đơn 2", "Đơn 3"];
const ALL_SENT = "Các tệp đính kèm tại máy này đã lên máy chủ.";
const NOT_HERE = "Chưa có ảnh trên máy này";

const hex = (bytes) => sha256(bytes).toString("hex");
const item = (page, name) => page.locator(".attachments__item", { hasText: name });
const sum = (numbers) => numbers.reduce((sum, number) => sum + number, 0);

/** A dossier at the server with large pictures, each `{ name, hash, size }`. */
async function withPictures(writer, name) {
  const received = writer.envelope(writer.reception({ name }));
  const { dossier } = open(received);
  const files = Array.from({ length: PICTURES }, (_, at) => ({ name: `${name} ${at + 1}`, bytes: noise(EDGE) }));
  const announced = files.map(({ name, bytes }) => ({ hash: sha256(bytes), kind: "image/png", size_bytes: bytes.length, name }));
  const { rulings } = await writer.exchange([received, writer.envelope({ attached: announced }, { dossier })]);
  assert.ok(rulings.every((ruling) => ruling.accepted), JSON.stringify(rulings));
  for (const { bytes } of files) await upload(writer, bytes);
  return { name, path: `/ho-so/${pageOf(dossier)}`, pictures: files.map(({ name, bytes }) => ({ name, hash: hex(bytes), size: bytes.length })) };
}

/** What the device has of its attachments: `{ hash, size, here, sent }` of each. */
async function papers(page) {
  const { attachment } = await contents(page, ["attachment"]);
  return attachment.map(([hash, row]) => ({ hash, size: row.attachment.size_bytes, here: row.here, sent: row.sent_at !== null }));
}

/** The hashes that the device keeps of what the server has; never more bytes than it may. */
async function kept(page) {
  const here = (await papers(page)).filter(({ here }) => here);
  assert.equal((await rows(page)).content, here.length, "bytes are there where the device says so, and nowhere else");
  const sent = here.filter(({ sent }) => sent);
  const bytes = sum(sent.map(({ size }) => size));
  assert.ok(bytes <= KEPT_BYTES_MAX, `${bytes} bytes are kept`);
  return sent.map(({ hash }) => hash).sort();
}

/** Of papers from the oldest to the newest, the newest that have room. */
function newest(papers) {
  let left = KEPT_BYTES_MAX;
  return papers.toReversed().filter(({ size }) => (left -= size) >= 0).map(({ hash }) => hash).sort();
}

async function fetchAgain(page, name) {
  await item(page, name).getByRole("button", { name: "Tải về máy này" }).click();
  await item(page, name).getByRole("button", { name: "Xem" }).waitFor();
}

/** An attachment that went: its small picture and words in its place, nothing to open, nothing broken. */
async function isElsewhere(page, name) {
  await item(page, name).getByText(NOT_HERE).waitFor();
  assert.equal(await item(page, name).getByRole("button", { name: "Xem" }).count(), 0);
  assert.equal(await item(page, name).locator(".attachments__thumbnail").count(), 1, `${name} has its small picture`);
  await until(
    () => page.evaluate(() => [...document.images].every((image) => image.complete && image.naturalWidth > 0)),
    "no picture is broken",
  );
}

const widthOf = async (page, name) => {
  await item(page, name).getByRole("button", { name: "Xem" }).click();
  const image = item(page, name).locator(".attachments__full");
  await image.waitFor();
  return image.evaluate(async (element) => (await element.decode(), element.naturalWidth));
};

test("F1: of what was fetched the oldest goes beyond 64 MiB, whatever the clock says, and comes back when asked; what is unsent stays", async (t) => {
  const { server, proxy, url, device } = await setUp(t);
  const writer = await ProtocolDevice.signIn(server.url, MAI);
  const dossiers = [await withPictures(writer, "Lò Thị Ảnh"), await withPictures(writer, "Lò Thị Quét")];
  const pictures = dossiers.flatMap(({ pictures }) => pictures);
  assert.ok(sum(pictures.map(({ size }) => size)) > KEPT_BYTES_MAX + EDGE, "they are too many");

  const here = await device();
  const page = await atWork(here, url);
  const visit = async (path) => {
    await page.goto(url + path, { waitUntil: "commit" });
    await started(page);
    await page.locator(".attachments__item").first().waitFor();
  };
  await openForm(page, url);
  await fillIn(page, { name: OWN });
  await save(page, OWN);
  const own = new URL(page.url()).pathname;
  await attach(page, SENT, await scan(page, { width: 600, height: 840 }));
  await page.getByText(ALL_SENT).waitFor({ timeout: 30_000 });
  const [sent] = await papers(page);
  assert.deepEqual(await kept(page), [sent.hash]);

  // Nothing goes up any more, everything comes down.
  await here.context.route("**/api/v1/attachments**", (route) => (route.request().method() === "GET" ? route.continue() : route.abort()));
  await here.context.route("**/api/v1/attachments/*", (route) => (route.request().method() === "GET" ? route.continue() : route.abort()));
  const unsent = [];
  for (const name of UNSENT) {
    const buffer = bulkyPdf(PDF_BYTES);
    unsent.push(hex(buffer));
    await page.getByLabel("Tên giấy tờ").fill(name);
    await page.getByLabel("Chọn tệp ảnh hoặc PDF").setInputFiles({ name: "don.pdf", mimeType: "application/pdf", buffer });
    await item(page, name).getByText("chờ gửi").waitFor();
  }
  const waits = async () => {
    const waiting = (await papers(page)).filter(({ here, sent }) => here && !sent);
    assert.deepEqual(waiting.map(({ hash }) => hash).sort(), unsent.toSorted(), "what is unsent stays");
  };

  const order = [sent];
  // Its clock is a month ahead, and is put right again; the other tab looks on.
  await page.clock.setFixedTime(new Date(Date.now() + 30 * DAY_MS));
  const other = await here.page(url + dossiers[0].path);
  for (const { path, pictures } of dossiers) {
    await visit(path);
    for (const picture of pictures) {
      await fetchAgain(page, picture.name);
      order.push(picture);
      assert.deepEqual(await kept(page), newest(order), `after ${picture.name}`);
      await waits();
    }
    if (path === dossiers[0].path) await item(other, pictures.at(-1).name).getByRole("button", { name: "Xem" }).waitFor();
    await page.clock.setFixedTime(new Date());
  }
  await isElsewhere(other, pictures[0].name);
  const gone = order.filter(({ hash }) => !newest(order).includes(hash));
  t.diagnostic(`${order.length} fetched, ${gone.length} gone`);
  assert.ok(gone.includes(sent) && gone.includes(pictures[0]), "the oldest are gone");

  // The list tells which dossier is not whole; the page shows the small picture meanwhile.
  await goTo(page, "Hồ sơ");
  const marks = (name) => page.locator(".dossier-item", { hasText: name }).locator(".badge--papers");
  await marks(dossiers[0].name).getByText("Ảnh chưa về máy").waitFor();
  assert.equal(await marks(dossiers[1].name).count(), 0);
  await visit(dossiers[0].path);
  const [first] = pictures;
  await isElsewhere(page, first.name);
  proxy.refuse();
  await item(page, first.name).getByRole("button", { name: "Tải về máy này" }).click();
  await page.getByText("Chưa liên lạc được với máy chủ").waitFor();
  await isElsewhere(page, first.name);
  proxy.pass();
  await fetchAgain(page, first.name);
  assert.equal(await widthOf(page, first.name), EDGE);
  order.push(...order.splice(order.indexOf(first), 1));
  assert.deepEqual(await kept(page), newest(order), "it is the newest now, another one went for it");
  await isElsewhere(page, pictures[gone.length - 1].name);

  // What the device made itself goes up whole once it can, and counts from then on.
  await visit(own);
  await isElsewhere(page, SENT);
  await page.getByText(`Còn 3 trên 4 tệp chưa lên máy chủ.`).waitFor();
  await waits();
  await here.context.unrouteAll();
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await page.getByText(ALL_SENT).waitFor({ timeout: 60_000 });
  for (const hash of unsent) {
    const response = await fetch(`${server.url}/api/v1/attachments/${hash}`, { headers: { cookie: writer.cookie } });
    assert.equal(hex(Buffer.from(await response.arrayBuffer())), hash);
  }
  const afterwards = await kept(page);
  assert.ok(unsent.every((hash) => afterwards.includes(hash)), "they are the newest");
  await fetchAgain(page, SENT);
  assert.ok((await widthOf(page, SENT)) > 0);
  await kept(page);
  assert.deepEqual(here.errors, []);
});
