// From the first visit to a usable counter: requests, bytes, time; and the start
// of an installed counter without a server. "Usable" is: the search field is
// there, the catalogue is loaded, the no-wait tiles are shown.

import { Browser, FaultProxy, LAN, PHONE, Server, installed, slowDown } from "../e2e/lib/index.js";
import { kB, ms } from "./lib/figures.js";

const PATIENCE_MS = 300_000;
const LINE = { downKbps: 250, upKbps: 50, latencyMs: 300, cpu: 4 };

export async function firstVisit() {
  const fast = await visit();
  const slow = await visit(LINE);
  const rows = [
    ["first visit to sign-in form: requests, bytes down", `${fast.form.requests}, ${kB(fast.form.down)}`],
    ["first visit to usable counter: requests, bytes down / up", `${fast.counter.requests}, ${kB(fast.counter.down)} / ${kB(fast.counter.up)}`],
    ["… and installed for offline use: bytes down", kB(fast.installed.down)],
    ["time to sign-in form / usable counter, local network", `${ms(fast.form.ms)} / ${ms(fast.counter.ms)}`],
    ["time to sign-in form / usable counter, 250/50 kbit/s, 300 ms, 4x CPU", `${ms(slow.form.ms)} / ${ms(slow.counter.ms)}`],
    ["installed counter, server gone: reload to usable, 1x / 4x CPU", `${ms(fast.again)} / ${ms(slow.again)}`],
  ];
  return { figures: { fast, slow }, rows };
}

async function visit(line) {
  const server = await Server.start();
  const proxy = await FaultProxy.start(server.port);
  const browser = await Browser.open({ viewport: PHONE });
  try {
    let requests = 0;
    browser.context.setDefaultTimeout(PATIENCE_MS);
    browser.context.on("request", () => (requests += 1));
    const page = await browser.context.newPage();
    if (line) await slowDown(page, line);
    const start = performance.now();
    const mark = (typing) => ({ ms: performance.now() - start - typing, requests, ...proxy.bytes });
    await page.goto(proxy.url, { waitUntil: "commit", timeout: PATIENCE_MS });
    await page.waitForSelector("html[data-ready]", { state: "attached" });
    await page.getByLabel("Mật khẩu").waitFor();
    const form = mark(0);

    // A person's typing is not the product's time.
    const typing = performance.now();
    await page.getByLabel("Tên đăng nhập").fill(LAN.name);
    await page.getByLabel("Mật khẩu").fill(LAN.password);
    const typed = performance.now() - typing;
    await page.getByRole("button", { name: "Đăng nhập" }).click();
    await page.locator(".tile").first().waitFor();
    const counter = mark(typed);
    await installed(page);
    const all = mark(typed);

    await server.kill();
    const reload = performance.now();
    await page.reload({ waitUntil: "commit" });
    await page.locator(".tile").first().waitFor();
    return { form, counter, installed: all, again: performance.now() - reload };
  } finally {
    await browser.dispose();
    await proxy.dispose();
    await server.dispose();
  }
}
