// Everything a spec about the counter needs, gone when the test ends.

import { Browser } from "./browser.js";
import { FaultProxy } from "./proxy.js";
import { Server } from "./server.js";

/**
 * The real server, a fault proxy before it (the address to use), and as many
 * browsers, each a machine of its own, as `device()` is called.
 *
 *   test("…", async (t) => {
 *     const counter = await setUp(t);
 *     const first = await counter.device();
 *     const page = await first.page(counter.url);
 */
export async function setUp(t, options = {}) {
  const server = await Server.start(options);
  const proxy = await FaultProxy.start(server.port);
  const browsers = [];
  t.after(async () => {
    if (t.passed === false) t.diagnostic(`server: ${server.log.join("").slice(-4_000)}`);
    await Promise.all(browsers.map((browser) => browser.dispose()));
    await proxy.dispose();
    await server.dispose();
  });
  const device = async (settings) => {
    const browser = await Browser.open(settings);
    browsers.push(browser);
    return browser;
  };
  return { server, proxy, url: proxy.url, device };
}
