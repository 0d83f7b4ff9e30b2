// The screens as pictures, for people to look at (target/screens/), and what a
// machine can check of them: nothing sticks out, nothing is too small to tap, the
// focus is seen, axe-core finds nothing serious.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { after, before } from "node:test";
import {
  Browser,
  DESK,
  LAN,
  PHONE,
  Server,
  allSent,
  atWork,
  fillIn,
  openForm,
  save,
  seriousViolations,
  sidewaysOverflow,
  smallTargets,
  started,
  test,
  until,
} from "./lib/index.js";

const PICTURES = resolve(import.meta.dirname, "../../target/screens");
const SIZES = { phone: PHONE, desk: DESK };
const PROCEDURE = "/thu-tuc/2.000815";

let server;

before(async () => {
  await mkdir(PICTURES, { recursive: true });
  server = await Server.start();
});

after(() => server?.dispose());

/** Takes the picture and returns what is wrong with the screen, in readable lines. */
async function look(page, name) {
  const picture = (part) => page.screenshot({ path: `${PICTURES}/${name}${part}.png`, animations: "disabled" });
  await page.evaluate(() => document.fonts.ready);
  await picture("");
  // The whole of it: a window as high as the page, so that bars stay at its edges.
  const window = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  if (height > window.height) {
    await page.setViewportSize({ ...window, height });
    await picture("-whole");
    await page.setViewportSize(window);
  }
  return [
    ...(await sidewaysOverflow(page)).map((what) => `${name}: sticks out: ${what}`),
    ...(await smallTargets(page)).map((what) => `${name}: too small to tap: ${what}`),
    ...(await seriousViolations(page)).map((what) => `${name}: ${what}`),
  ];
}

/** Tabs through the screen; what gets the focus must look different from before. */
async function focusUnseen(page, steps = 12) {
  await page.evaluate(() => document.activeElement?.blur());
  const unseen = [];
  for (let step = 0; step < steps; step += 1) {
    await page.keyboard.press("Tab");
    const found = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const seen = (node) => {
        const styles = [null, "::after"].map((part) => getComputedStyle(node, part));
        return styles.some(({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && parseFloat(outlineWidth) >= 2);
      };
      const box = element.closest("label, .search-box__field") ?? element;
      const name = (element.getAttribute("aria-label") ?? element.textContent).trim().slice(0, 40);
      return { seen: seen(element) || seen(box), name: `${element.tagName.toLowerCase()} "${name}"` };
    });
    if (found && !found.seen) unseen.push(found.name);
  }
  return unseen.map((name) => `focus is not seen: ${name}`);
}

for (const [size, viewport] of Object.entries(SIZES)) {
  test(`every screen at ${viewport.width}×${viewport.height}: nothing cut, small, hidden or unreadable`, async (t) => {
    const device = await Browser.open({ viewport });
    t.after(() => device.dispose());
    const wrong = [];
    const shot = async (page, name) => wrong.push(...(await look(page, `${name}-${size}`)));

    const page = await device.page(server.url);
    await page.getByLabel("Mật khẩu").waitFor();
    await shot(page, "sign-in");
    await page.close();
    const work = await atWork(device, server.url, LAN);
    await allSent(work);
    await work.locator(".tile").first().waitFor();
    await shot(work, "home");
    wrong.push(...(await focusUnseen(work)));
    await work.getByRole("combobox").fill("khai sinh");
    await work.getByRole("option").first().waitFor();
    await shot(work, "home-search");

    await work.goto(`${server.url}/thu-tuc`, { waitUntil: "commit" });
    await work.locator(".row-link").first().waitFor();
    await shot(work, "procedures");
    await work.goto(server.url + PROCEDURE, { waitUntil: "commit" });
    await work.getByRole("link", { name: "Tiếp nhận hồ sơ", exact: true }).waitFor();
    await shot(work, "procedure");
    wrong.push(...(await focusUnseen(work)));

    await openForm(work, server.url);
    await shot(work, "form-empty");
    wrong.push(...(await focusUnseen(work)));
    await work.locator("#phone").fill("09x");
    await work.locator("#line-0-pages").fill("năm");
    await work.getByRole("button", { name: "Lưu hồ sơ" }).click();
    await work.locator(".field__error").first().waitFor();
    await until(() => work.evaluate(() => document.activeElement?.getAttribute("aria-invalid") === "true"), "the first fault has the focus");
    await shot(work, "form-errors");
    await work.locator("#born").fill("05/09/1987");
    await work.locator("#identity").fill("011087000123");
    await work.locator("#address").fill("Bản Suối Mây, xã Suối Mây");
    await fillIn(work, { name: "Nguyễn Thị Hoàng Phượng", phone: "0912 345 678" });
    await work.getByText("42.000 đồng").first().waitFor();
    await shot(work, "form-filled");
    await save(work, "Nguyễn Thị Hoàng Phượng");
    await allSent(work);
    await shot(work, "dossier");
    wrong.push(...(await focusUnseen(work)));

    await openForm(work, server.url);
    await fillIn(work, { name: "Vàng A Chống", noWait: false });
    await save(work, "Vàng A Chống");
    await work.getByRole("button", { name: "Đã xử lý xong" }).click();
    await work.getByRole("button", { name: "Trả kết quả" }).click();
    await work.getByRole("button", { name: "Xác nhận đã trả" }).waitFor();
    await shot(work, "dossier-hand-over");
    await work.goto(`${server.url}/ho-so`, { waitUntil: "commit" });
    await work.locator(".dossier-item").first().waitFor();
    await shot(work, "dossiers");
    await work.goto(`${server.url}/dong-bo`, { waitUntil: "commit" });
    await allSent(work);
    await shot(work, "sync");

    await work.goto(`${server.url}/so`, { waitUntil: "commit" });
    await work.locator(".book-item").first().waitFor();
    await shot(work, "books");
    wrong.push(...(await focusUnseen(work)));
    await work.locator(".book-item").first().click();
    await work.locator("#so-1").waitFor();
    await shot(work, "book");
    wrong.push(...(await focusUnseen(work)));
    await work.goto(`${server.url}/so`, { waitUntil: "commit" });
    await work.locator(".book-item", { hasText: "hợp đồng" }).click();
    await work.locator("#act-open").waitFor();
    await shot(work, "book-unopened");
    wrong.push(...(await focusUnseen(work)));
    await work.goto(`${server.url}/quy?in=1`, { waitUntil: "commit" });
    await work.locator(".sheet").waitFor();
    await shot(work, "cash-print");
    await work.goto(`${server.url}/dong-bo`, { waitUntil: "commit" });
    await allSent(work);

    await work.getByRole("button", { name: /English/ }).click();
    await work.getByRole("heading", { level: 1, name: "Sync" }).waitFor();
    await shot(work, "sync-en");
    for (const [name, path, there] of [["home-en", "/", ".tile"], ["procedure-en", PROCEDURE, ".facts, .procedure__columns"], ["form-en", "/ho-so/moi?thu-tuc=2.000815", "#name"], ["books-en", "/so", ".book-item"]]) {
      await work.goto(server.url + path, { waitUntil: "commit" });
      await started(work);
      await work.locator(there).first().waitFor();
      await work.locator("html[lang=en]").waitFor({ state: "attached" });
      await shot(work, name);
    }
    assert.deepEqual(wrong, []);
    assert.deepEqual(device.errors, []);
  });
}
