// The citizen's card fills in the applicant: typed by a scanner, seen by a camera, taken
// back by the officer. All cards are invented.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { LAN, PHONE, allSent, atWork, installed, openForm, save, seriousViolations, setUp, smallTargets, test, until } from "./lib/index.js";

const CARD = "002187001234|071234567|Sùng Thị Chia|05091987|Nữ|Bản Suối Mây, xã Suối Mây|10022022";
const OTHER = "002050001234||Vừ A Phử|02031950|Nam|Bản Pá Lông|10022022";
const DEATH = "1.000656";
const MARRIAGE = "1.000894";
const fields = (page) =>
  page.evaluate(() => Object.fromEntries(["name", "identity", "born", "address"].map((id) => [id, document.getElementById(id).value])));
const FILLED = { name: "Sùng Thị Chia", identity: "002187001234", born: "05/09/1987", address: "Bản Suối Mây, xã Suối Mây" };

/** As a scanner on the keyboard's port does: every letter, then Enter. */
async function scanned(page, text, field = page.getByLabel("Quét thẻ căn cước")) {
  await field.focus();
  await page.keyboard.insertText(text);
  await page.keyboard.press("Enter");
}

/** The code of that card, a character a module. */
const CODE = (await readFile(new URL("../data/card-code.txt", import.meta.url), "utf8")).trim().split("\n");

/**
 * A camera that is refused, or sees the card; with a detector of the browser's own that
 * reads it at the third look, or without one.
 */
const withCamera = (page, { refused = false, detector = true } = {}) =>
  page.addInitScript(
    ({ refused, detector, card, code }) => {
      delete window.BarcodeDetector;
      if (detector) {
        window.BarcodeDetector = class {
          static getSupportedFormats = async () => ["ean_13", "qr_code"];
          looks = 0;
          detect = async () => (++this.looks < 3 ? [] : [{ rawValue: card, format: "qr_code" }]);
        };
      }
      window.switchedOff = 0;
      navigator.mediaDevices.enumerateDevices = async () => [{ kind: "videoinput" }];
      navigator.mediaDevices.getUserMedia = async () => {
        if (refused) throw new DOMException("Permission denied", "NotAllowedError");
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [1280, 720];
        const pen = canvas.getContext("2d");
        // A card in a hand: grey, small and a little askew.
        const draw = () => {
          pen.fillStyle = "#776";
          pen.fillRect(0, 0, canvas.width, canvas.height);
          pen.save();
          pen.translate(760, 120);
          pen.rotate(0.09);
          pen.fillStyle = "#cdd";
          pen.fillRect(-40, -40, code.length * 7 + 80, code.length * 7 + 80);
          pen.fillStyle = "#223";
          code.forEach((row, y) => [...row].forEach((module, x) => module === "#" && pen.fillRect(x * 7, y * 7, 7.2, 7.2)));
          pen.restore();
        };
        draw();
        setInterval(draw, 100);
        const stream = canvas.captureStream(10);
        for (const track of stream.getTracks()) {
          const stop = track.stop.bind(track);
          track.stop = () => (window.switchedOff++, stop());
        }
        return stream;
      };
    },
    { refused, detector, card: CARD, code: CODE },
  );

test("a scanner types, the officer sees what is filled in, takes it back, and saves without a network", async (t) => {
  const world = await setUp(t);
  const device = await world.device();
  const page = await atWork(device, world.url, LAN);
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  await allSent(page);
  await world.server.kill();
  await openForm(page, world.url);
  assert.equal(await page.locator("#scan-camera").count(), 0, "this machine has no camera");
  const before = { name: "Sùng Thị Chía", identity: "", born: "", address: "Bản khác" };
  await page.locator("#name").fill(before.name);
  await page.locator("#address").fill(before.address);

  await scanned(page, CARD);
  await page.locator("#scanned").getByText("Đã điền từ thẻ: họ và tên, số định danh").waitFor();
  await page.locator("#scanned").getByText("Đã thay nội dung cũ của: họ và tên, nơi cư trú.").waitFor();
  assert.deepEqual(await fields(page), FILLED);
  assert.equal(await page.locator("#scan").inputValue(), "", "the card's text does not stay");
  await page.getByText("Theo số định danh: nữ, sinh năm 1987.").waitFor();
  for (const [size, width, height] of [["phone", 360, 740], ["pc", 1280, 800]]) {
    await page.setViewportSize({ width, height });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `nothing is cut on a ${size}`);
    await page.screenshot({ path: `target/screens/card-${size}.png`, fullPage: true });
  }
  assert.deepEqual([...(await smallTargets(page)), ...(await seriousViolations(page))], []);

  await page.locator("#phone").fill("0912345678");
  await page.getByRole("button", { name: "Hoàn tác" }).click();
  await page.getByText("Đã bỏ nội dung lấy từ thẻ.").waitFor();
  assert.deepEqual(await fields(page), before);
  assert.equal(await page.locator("#phone").inputValue(), "0912345678");

  await scanned(page, CARD);
  await page.locator("#scanned").waitFor();
  await save(page, FILLED.name);
  assert.deepEqual(said.filter((line) => /002187001234|Chia/.test(line)), [], "nothing of the card is logged");
  assert.deepEqual(device.errors, []);
});

/** Of the person whose fields begin with this: name, number, birth and residence. */
const person = (page, of) =>
  page.evaluate((of) => ["name", "identity", "born", "residence"].map((id) => document.getElementById(of + id)?.value), of);
const NOBODY = ["", "", "", ""];

test("on the forms of a death and a marriage a card fills in the person whom it was scanned for, and nobody else", async (t) => {
  const world = await setUp(t);
  const device = await world.device();
  const page = await atWork(device, world.url, LAN);
  await allSent(page);
  await world.server.kill();
  await openForm(page, world.url, DEATH);
  await scanned(page, CARD);
  await page.locator("#scanned").waitFor();
  assert.deepEqual(await fields(page), FILLED, "who declares it");
  assert.deepEqual(await person(page, "dead-"), NOBODY, "is not who died");
  await scanned(page, OTHER, page.locator("#dead-name"));
  await page.waitForFunction(() => document.getElementById("dead-name").value === "Vừ A Phử");
  assert.deepEqual(await person(page, "dead-"), ["Vừ A Phử", "002050001234", "02/03/1950", "Bản Pá Lông"]);
  assert.deepEqual(await fields(page), FILLED);

  await openForm(page, world.url, MARRIAGE);
  await scanned(page, CARD, page.locator("#woman-identity"));
  await page.waitForFunction(() => document.getElementById("woman-name").value === "Sùng Thị Chia");
  assert.deepEqual(await person(page, "woman-"), Object.values(FILLED));
  assert.deepEqual(Object.values(await fields(page)), NOBODY);
  await scanned(page, OTHER);
  await page.locator("#scanned").waitFor();
  assert.deepEqual(Object.values(await fields(page)), ["Vừ A Phử", "002050001234", "02/03/1950", "Bản Pá Lông"]);
  assert.deepEqual(await person(page, "woman-"), Object.values(FILLED));
  assert.equal(new URL(page.url()).pathname, "/ho-so/moi", "Enter saves nothing");
  assert.deepEqual(device.errors, []);
});

test("a scanner that types letter by letter into the field of a person fills in that person", async (t) => {
  const world = await setUp(t);
  const page = await atWork(await world.device(), world.url, LAN);
  for (const [form, of] of [[DEATH, "dead-"], [MARRIAGE, "woman-"]]) {
    await openForm(page, world.url, form);
    await page.locator(`#${of}name`).focus();
    await page.keyboard.type(OTHER);
    await page.keyboard.press("Enter");
    await until(async () => (await person(page, of)).at(-1) === "Bản Pá Lông", "the residence stands in its own field");
    assert.deepEqual(await person(page, of), ["Vừ A Phử", "002050001234", "02/03/1950", "Bản Pá Lông"], form);
  }
});

test("a scanner that types into a field of the applicant fills in the applicant", async (t) => {
  const world = await setUp(t);
  const page = await atWork(await world.device(), world.url, LAN);
  await openForm(page, world.url);
  for (const field of ["#name", "#phone"]) {
    await page.locator(field).focus();
    await page.keyboard.type(CARD);
    await page.keyboard.press("Tab");
    await until(async () => (await fields(page)).name === FILLED.name, "the name stands in its own field");
    assert.deepEqual(await fields(page), FILLED);
    assert.equal(await page.locator("#phone").inputValue(), "");
    await page.reload();
    await page.locator("#name").waitFor();
    await page.locator("#name").fill("");
  }
});

test("what is no card, or lost its letters, fills in nothing and says what to do", async (t) => {
  const world = await setUp(t);
  const page = await atWork(await world.device(), world.url, LAN);
  await openForm(page, world.url);
  for (const [text, words] of [
    ["https://example.vn/thu-tuc", "Đây không phải mã QR của thẻ căn cước"],
    ["002187001234||S?ng Th? Chia|05091987|N?|B?n|", "Họ tên mất chữ khi quét"],
    [CARD.replace("05091987", "45091987"), "Ngày sinh trong mã không phải là ngày"],
  ]) {
    await scanned(page, text);
    await page.getByRole("status").getByText(words).waitFor();
    assert.deepEqual(Object.values(await fields(page)), ["", "", "", ""]);
    assert.equal(new URL(page.url()).pathname, "/ho-so/moi", "Enter saves nothing");
  }
  // A card that contradicts itself is doubted, not refused.
  await scanned(page, CARD.replace("Nữ", "Nam"));
  await page.getByText("Trên thẻ có điểm không khớp với số định danh").waitFor();
  assert.deepEqual(await fields(page), FILLED);
  // Tab ends a scan as well.
  await page.getByRole("button", { name: "Hoàn tác" }).click();
  await page.getByLabel("Quét thẻ căn cước").focus();
  await page.keyboard.insertText(CARD);
  await page.keyboard.press("Tab");
  await page.locator("#scanned").waitFor();
});

test("where the browser has no detector: ours reads the card from the camera, with the server gone", async (t) => {
  const world = await setUp(t);
  const device = await world.device({ viewport: PHONE, hasTouch: true, isMobile: true });
  const page = await atWork(device, world.url, LAN);
  await installed(page);
  await allSent(page);
  await world.server.kill();
  await withCamera(page, { detector: false });
  await openForm(page, world.url);
  await page.getByRole("button", { name: "Quét bằng máy ảnh" }).click();
  await page.locator("#scanned").waitFor();
  assert.deepEqual(await fields(page), FILLED);
  assert.equal(await page.evaluate(() => window.switchedOff), 1);
  assert.deepEqual(device.errors, []);
});

test("where the browser has a detector: the camera reads the card and is switched off; a refusal is explained", async (t) => {
  const world = await setUp(t);
  const device = await world.device({ viewport: PHONE, hasTouch: true, isMobile: true });
  const page = await atWork(device, world.url, LAN);
  await withCamera(page);
  await openForm(page, world.url);
  await page.getByRole("button", { name: "Quét bằng máy ảnh" }).click();
  await page.locator("#scanned").waitFor();
  assert.deepEqual(await fields(page), FILLED);
  assert.equal(await page.evaluate(() => window.switchedOff), 1);
  assert.equal(await page.locator("#scan-camera").isVisible(), false);

  const refused = await device.context.newPage();
  await withCamera(refused, { refused: true });
  await openForm(refused, world.url);
  await refused.getByRole("button", { name: "Quét bằng máy ảnh" }).click();
  await refused.getByText("Trình duyệt không cho dùng máy ảnh.").waitFor();
  await refused.locator("#name").fill("Gõ tay vẫn được");
  assert.deepEqual(device.errors, []);
});
