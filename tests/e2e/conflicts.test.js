// What becomes of facts that two devices recorded without knowing of each other,
// what a person does about it, and how an outbox travels as a file.

import assert from "node:assert/strict";
import { LAN, MAI, PAO, SITTING, ProtocolDevice, allSent, applicants, atWork, bulkyPdf, correct, emptied, fillIn, goTo, lists, openForm, record, rows, save, says, setUp, step, stream, test, until } from "./lib/index.js";

const online = (page) => page.evaluate(() => dispatchEvent(new Event("online")));

/** One ordinary dossier that two devices have open. */
async function shared(t, name) {
  const world = await setUp(t);
  const [here, there] = await Promise.all([world.device(), world.device()]);
  const lan = await atWork(here, world.url, LAN);
  const pao = await atWork(there, world.url, PAO, "/ho-so");
  await openForm(lan, world.url);
  await fillIn(lan, { name, noWait: false });
  await save(lan, name);
  await lists(pao, [name]);
  await pao.locator(".dossier-item").click();
  await Promise.all([allSent(lan), allSent(pao)]);
  return { ...world, here, there, lan, pao };
}

test("K3, K4: two identity numbers written without a network: both sides are shown, one tap decides, everyone has the decision", async (t) => {
  const { here, there, lan, pao, proxy, server } = await shared(t, "Ly Thị Mỷ");
  proxy.refuse();
  await correct(lan, "identity", "002187001234");
  await correct(pao, "identity", "002187001243");
  proxy.pass();
  await online(lan);
  await allSent(lan);
  await online(pao);
  const choice = (page, value) => page.locator(".conflict__side", { hasText: value });
  for (const page of [lan, pao]) {
    await choice(page, "002187001234").waitFor();
    await choice(page, "002187001243").waitFor();
    assert.match(await page.locator(".conflict").innerText(), /Trước đó: không ghi/);
    assert.match(await choice(page, "002187001243").innerText(), /Giàng A Páo/);
  }
  await says(lan, /1 việc cần xử lý/);
  for (const [size, width, height] of [["phone", 360, 740], ["pc", 1280, 800]]) {
    await lan.setViewportSize({ width, height });
    assert.ok(await lan.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `nothing is cut on a ${size}`);
    await lan.screenshot({ path: `target/screens/conflict-${size}.png`, fullPage: true });
  }
  await choice(lan, "002187001243").getByRole("button", { name: "Chọn giá trị này" }).click();
  for (const page of [lan, pao]) {
    await page.locator(".timeline").getByText("Quyết định số định danh: 002187001243").waitFor();
    assert.equal(await page.locator(".conflict").count(), 0);
  }
  await Promise.all([allSent(lan), allSent(pao)]);
  const kinds = (await stream(server)).map(({ event }) => Object.keys(event)[0]);
  assert.deepEqual(kinds, ["received", "corrected", "corrected", "settled"]);
  assert.deepEqual([...here.errors, ...there.errors], []);
});

test("K1: different details corrected without a network merge by themselves", async (t) => {
  const { lan, pao, proxy } = await shared(t, "Vàng A Chứ");
  proxy.refuse();
  await correct(lan, "phone", "0912 345 678");
  await correct(pao, "address", "Bản Sín Chải");
  proxy.pass();
  await Promise.all([online(lan), online(pao)]);
  await Promise.all([allSent(lan), allSent(pao)]);
  for (const page of [lan, pao]) {
    await page.locator(".facts").getByText("0912 345 678").waitFor();
    await page.locator(".facts").getByText("Bản Sín Chải").waitFor();
    assert.equal(await page.locator(".conflict").count(), 0);
  }
});

test("what an officer types on a dossier stays while others record something of it", async (t) => {
  const { here, there, lan, pao } = await shared(t, "Vàng A Chứ");
  const form = lan.locator("details:has(#correct-phone)");
  await step(lan, "Yêu cầu bổ sung giấy tờ");
  const asked = lan.locator("form.step textarea");
  const words = ["Bản sao giấy khai sinh", "Thiếu một giấy"];
  for (const [at, text] of words.entries()) await asked.nth(at).fill(text);
  await lan.getByLabel("Tên giấy tờ").fill("Đơn đề nghị");
  await form.locator("summary").click();
  await lan.locator("#correct-phone").fill("0912345678");

  await correct(pao, "address", "Bản Pá Lông");
  await pao.getByLabel("Tên giấy tờ").fill("Căn cước");
  await pao.getByLabel("Chọn tệp ảnh hoặc PDF").setInputFiles({ name: "a.pdf", mimeType: "application/pdf", buffer: bulkyPdf(2_000) });
  await lan.locator(".attachments__item", { hasText: "Căn cước" }).waitFor();
  await lan.locator(".timeline").getByText("Bản Pá Lông").waitFor();
  const typed = async () => [...(await asked.evaluateAll((fields) => fields.map((field) => field.value))), await lan.getByLabel("Tên giấy tờ").inputValue(), await lan.locator("#correct-phone").inputValue()];
  assert.deepEqual(await typed(), [...words, "Đơn đề nghị", "0912345678"]);
  assert.equal(await lan.locator("#correct-address").inputValue(), "Bản Pá Lông", "what nobody touched here follows");

  // One's own correction is saved with what was typed, and closes the form; the step stays.
  await lan.getByRole("button", { name: "Lưu thông tin đã sửa" }).click();
  await lan.locator(".timeline").getByText("0912345678").waitFor();
  await until(() => form.evaluate((details) => !details.open), "the form is closed");
  await pao.locator(".timeline").getByText("0912345678").waitFor();
  assert.equal(await pao.locator("#correct-address").inputValue(), "Bản Pá Lông");
  assert.deepEqual((await typed()).slice(0, 3), [...words, "Đơn đề nghị"]);
  assert.deepEqual([...here.errors, ...there.errors], []);
});

test("R3: what came to Attention is put away by a tap, kept, and no longer counted", async (t) => {
  const { lan, pao, proxy } = await shared(t, "Chảo Thị Pham");
  proxy.refuse();
  const resolve = (page) => page.getByRole("button", { name: "Đã xử lý xong" }).click();
  await resolve(lan);
  await resolve(pao);
  await pao.locator(".timeline").getByText(/^Xử lý xong/).waitFor();
  // Both try by themselves when they can: the second waits until the first is done.
  await pao.context().route("**/api/v1/exchange", (route) => route.abort());
  proxy.pass();
  await online(lan);
  await allSent(lan);
  await pao.context().unroute("**/api/v1/exchange");
  await online(pao);
  await says(pao, /1 việc cần xử lý/);
  await goTo(pao, "Đồng bộ");
  await pao.locator(".event--attention").getByRole("button", { name: "Đã xem, cất đi" }).click();
  await allSent(pao);
  assert.equal((await rows(pao)).attention, 1, "it is kept");
  await pao.locator("summary", { hasText: "Đã xem" }).click();
  await pao.locator(".event--attention").getByText("Xử lý xong", { exact: true }).waitFor();
});

test("D2, D3, D4: a device without a network gives its outbox as a file; another delivers it; the author's copy counts once", async (t) => {
  const { url, server, proxy, device: open } = await setUp(t);
  const [here, there] = await Promise.all([open(), open()]);
  const lan = await atWork(here, url, LAN);
  const pao = await atWork(there, url, PAO);
  await Promise.all([allSent(lan), allSent(pao)]);
  await here.context.route("**/api/v1/exchange", (route) => route.abort());
  await record(lan, url, [{ name: "Tẩn A Sài" }, { name: "Tẩn A Pao" }]);
  await goTo(lan, "Đồng bộ");
  await lan.locator("summary", { hasText: "Chuyển hộp gửi bằng tệp" }).click();
  const download = lan.waitForEvent("download");
  await lan.getByRole("button", { name: "Lưu hộp gửi thành tệp" }).click();
  const file = await (await download).path();
  await lan.getByText("Đã lưu 12 việc vào tệp").waitFor();
  assert.equal((await rows(lan)).outbox, 2 * SITTING, "nothing leaves the outbox by that");

  await goTo(pao, "Đồng bộ");
  await pao.locator("summary", { hasText: "Chuyển hộp gửi bằng tệp" }).click();
  await pao.locator("#rescue-file").setInputFiles(file);
  await pao.getByText("Đã nhận tệp").waitFor();
  await goTo(pao, "Hồ sơ");
  await lists(pao, ["Tẩn A Sài", "Tẩn A Pao"]);
  assert.deepEqual(await applicants(server), ["Tẩn A Sài", "Tẩn A Pao"]);

  await here.context.unroute("**/api/v1/exchange");
  await online(lan);
  await allSent(lan);
  await emptied(lan);
  assert.equal((await stream(server)).length, 6);

  await goTo(pao, "Đồng bộ");
  await pao.locator("summary", { hasText: "Chuyển hộp gửi bằng tệp" }).click();
  await pao.locator("#rescue-file").setInputFiles({ name: "ảnh.jpg", mimeType: "image/jpeg", buffer: Buffer.from([0xff, 0xd8, 0xff]) });
  await pao.getByText("không phải tệp hộp gửi").waitFor();
  assert.ok(proxy.bytes.up > 0);
});

test("T2, T5: a device with its clock a year off records in the server's time, and the officer is told", async (t) => {
  const { url, server, device: open } = await setUp(t);
  const device = await open();
  await device.context.addInitScript(() => {
    const [real, year] = [Date.now, 365 * 86_400_000];
    Date.now = () => real() - year;
  });
  const page = await atWork(device, url, LAN);
  await allSent(page);
  await record(page, url, [{ name: "Lù Thị Chi" }]);
  await allSent(page);
  const [{ time, clock }] = await stream(server);
  assert.ok(Math.abs(Number(time >> 16n) - Date.now()) < 60_000, "the hybrid time is the server's");
  assert.ok(Date.now() - clock > 364 * 86_400_000, "the device's clock is kept as it was");
  await goTo(page, "Đồng bộ");
  await page.getByText(/Đồng hồ máy này chạy chậm 365 ngày/).waitFor();
});

test("B1, B2: many dossiers lie in packs: all are listed after a reload, found, opened, corrected and sent", async (t) => {
  const { url, server, device: open } = await setUp(t);
  const filler = await ProtocolDevice.signIn(server.url, MAI);
  const COUNT = 1_300;
  for (let at = 0; at < COUNT; at += 500) {
    const batch = Array.from({ length: Math.min(500, COUNT - at) }, (_, of) => filler.envelope(filler.reception({ name: `Người số ${at + of}` })));
    await filler.exchange(batch);
  }
  const device = await open();
  const page = await atWork(device, url, LAN, "/ho-so");
  const all = page.getByText("1.300 hồ sơ", { exact: true });
  await all.waitFor();
  assert.ok((await rows(page)).pack > 0, "there are packs");
  await page.reload();
  await all.waitFor();
  await page.locator("#find").fill("Người số 17");
  await page.getByText("Người số 17", { exact: true }).click();
  await correct(page, "phone", "0987 654 321");
  await allSent(page);
  await page.reload();
  await page.locator(".facts").getByText("0987 654 321").waitFor();
  assert.equal((await stream(server)).length, COUNT + 1);
  assert.deepEqual(device.errors, []);
});
