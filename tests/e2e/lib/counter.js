// Everything a spec about the counter needs, gone when the test ends.

import { resolve } from "node:path";
import { Browser } from "./browser.js";
import { FaultProxy } from "./proxy.js";
import { Server } from "./server.js";

const PICTURES = resolve(import.meta.dirname, "../../../target/screens");

/** What each tab shows, for whoever reads the failure. */
async function picture(browser, name) {
  const shot = (page, at) => page.screenshot({ path: `${PICTURES}/${name}-${at}.png`, timeout: 5_000 }).catch(() => {});
  await Promise.all(browser.context.pages().map(shot));
}

/**
 * The real server, a fault proxy before it (the address to use), and as many
 * browsers, each a machine of its own, as `device()` is called.
 *
 *   test("…", async (t) => {
 *     const counter = await setUp(t);
 *     const first = await counter.device();
 *     const page = await first.page(counter.url);
 *
 * With a `time`, the story begins then: by the server's clock until it is started again,
 * and by each device's, which stands still until the test moves it.
 */
export async function setUp(t, { time, ...options } = {}) {
  const shift = time ? { KHONGCHO_CLOCK_SHIFT_MS: String(Date.parse(time) - Date.now()) } : {};
  const server = await Server.start({ ...options, env: { ...options.env, ...shift } });
  server.command.env = options.env ?? {};
  const proxy = await FaultProxy.start(server.port);
  const browsers = [];
  t.after(async () => {
    if (t.passed === false) {
      t.diagnostic(`server: ${server.log.join("").slice(-4_000)}`);
      await Promise.all(browsers.map((browser, at) => picture(browser, `failed-${at}`)));
    }
    await Promise.all(browsers.map((browser) => browser.dispose()));
    await proxy.dispose();
    await server.dispose();
  });
  const device = async (settings) => {
    const browser = await Browser.open(settings);
    browsers.push(browser);
    if (time) await browser.context.clock.setFixedTime(new Date(time));
    return browser;
  };
  return { server, proxy, url: proxy.url, device };
}
