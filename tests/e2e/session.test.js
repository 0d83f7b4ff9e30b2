// The session cookie is gone, as after a power cut or thirty days: the device asks for
// another by its key (SPEC §N), and nobody has to sign in for it.

import assert from "node:assert/strict";
import { CHUNK, LAN, allSent, atWork, attach, fullCounter, goTo, pageOf, record, scan, setUp, signIn, test, until } from "./lib/index.js";

const EXCHANGE = "/api/v1/exchange";
const RENEWAL = "/api/v1/session/renewal";
const online = (page) => page.evaluate(() => dispatchEvent(new Event("online")));

/** Requests of a page for this address, as `METHOD status`, once they are answered. */
function answers(page, address) {
  const told = [];
  page.on("response", (response) => {
    if (new URL(response.url()).pathname.startsWith(address)) told.push(`${response.request().method()} ${response.status()}`);
  });
  return told;
}

const session = async (browser) => (await browser.context.cookies()).some(({ name }) => name === "khongcho_session");

test("N1 N6: chunks, details and photos come and go after the cookie is lost, and nobody signs in again", async (t) => {
  const { url, device, old, open, all } = await fullCounter(t);
  const browser = await device();
  const page = await browser.page(url);
  const [renewals, chunks, exchanges] = [answers(page, RENEWAL), answers(page, CHUNK), answers(page, EXCHANGE)];
  // The power goes between signing in and the first exchange.
  await page.route(/\/api\/v1\/(exchange|baseline)/, (route) => route.abort());
  await signIn(page, LAN);
  await browser.context.clearCookies();
  await page.unroute(/\/api\/v1\/(exchange|baseline)/);
  await online(page);
  await goTo(page, "Hồ sơ");
  await page.getByText(`${all.toLocaleString("vi-VN")} hồ sơ`).first().waitFor();
  await allSent(page);
  assert.deepEqual(renewals, ["POST 204"]);
  assert.ok(chunks.filter((answer) => answer === "GET 200").length >= 7, `it begins with the baseline: ${chunks}`);

  await browser.context.clearCookies();
  await page.goto(`${url}/ho-so/${pageOf(old[0])}`, { waitUntil: "commit" });
  await page.getByRole("heading", { level: 1, name: "Cũ 0" }).waitFor();
  const once = renewals.length;
  assert.ok(once >= 2 && once <= exchanges.length, `once for each time it heard the server: ${renewals} in ${exchanges}`);

  await page.goto(`${url}/ho-so/${pageOf(open[0])}`, { waitUntil: "commit" });
  await page.getByRole("heading", { level: 1, name: "Mới 0" }).waitFor();
  await allSent(page);
  const picture = await scan(page);
  await browser.context.clearCookies();
  await attach(page, "Giấy khai sinh", picture);
  await page.getByText("Các tệp đính kèm tại máy này đã lên máy chủ.").waitFor();
  assert.ok(renewals.length > once, "for the photo once more");
  assert.ok(renewals.every((answer) => answer === "POST 204"), `${renewals}`);
  assert.ok(await session(browser));
  assert.deepEqual(browser.errors, []);
});

test("N6: a device that the server refuses is told so, and asks no more", async (t) => {
  const { url, device } = await setUp(t);
  const browser = await device();
  const page = await atWork(browser, url, LAN);
  await allSent(page);
  const renewals = answers(page, RENEWAL);
  await page.route(`**${RENEWAL}`, (route) =>
    route.fulfill({ status: 401, contentType: "application/problem+json", json: { type: "urn:khongcho:problem:never-signed-in", detail: "no" } }),
  );
  await browser.context.clearCookies();
  await record(page, url, [{ name: "Lù Thị Chi" }]);
  await attach(page, "Giấy khai sinh", await scan(page));
  await until(() => renewals.length === 1, "a session is asked for");
  await goTo(page, "Đồng bộ");
  await online(page);
  await page.getByText("Hãy đăng xuất rồi đăng nhập lại").first().waitFor();
  assert.deepEqual(renewals, ["POST 401"]);
});

test("N6: a session that comes after the officer signed out is given back", async (t) => {
  const { url, device } = await setUp(t);
  const browser = await device();
  const page = await atWork(browser, url, LAN);
  await record(page, url, [{ name: "Lù Thị Chi" }]);
  await allSent(page);
  const endings = answers(page, "/api/v1/session");
  let asked;
  const held = new Promise((resolve) => (asked = resolve));
  await page.route(`**${RENEWAL}`, (route) => asked(route));
  await browser.context.clearCookies();
  await attach(page, "Giấy khai sinh", await scan(page));
  const route = await held;
  await page.locator(".account > summary").click();
  await page.getByRole("button", { name: "Đăng xuất" }).click();
  await page.getByLabel("Mật khẩu").waitFor();
  await until(() => endings.includes("DELETE 204"), "the server hears of the end");
  await route.continue();
  await until(() => endings.filter((answer) => answer === "DELETE 204").length === 2, "what came too late is given back");
  assert.equal(await session(browser), false);
  assert.deepEqual(browser.errors, []);
});
