// Recording without a server, and sending it all when the server is back.

import { Browser, FaultProxy, LAN, Server, allSent, applicants, atWork, installed, openForm, rows as storeRows } from "../e2e/lib/index.js";
import { drive } from "./lib/driver.js";
import { kB, ms, spread } from "./lib/figures.js";

const DOSSIERS = Number(process.env.KHONGCHO_BENCH_PUSH ?? 2_000);
/** Afterwards the form is opened anew: what is measured is a store that fills, not a page that ages. */
const SLICE = 100;
const PATIENCE_MS = 600_000;

export async function push() {
  const server = await Server.start();
  const proxy = await FaultProxy.start(server.port);
  const browser = await Browser.open();
  try {
    browser.context.setDefaultTimeout(PATIENCE_MS);
    browser.context.on("close", () => console.error("  the browser has closed"));
    const page = await atWork(browser, proxy.url, LAN);
    page.on("crash", () => console.error("  the tab has crashed"));
    await installed(page);
    await allSent(page, { timeoutMs: PATIENCE_MS });
    proxy.refuse();
    const times = [];
    const begun = performance.now();
    while (times.length < DOSSIERS) {
      const more = Math.min(SLICE, DOSSIERS - times.length);
      console.error(`  recorded ${times.length} of ${DOSSIERS} in ${ms(performance.now() - begun)}`);
      await openForm(page, proxy.url);
      await drive(page);
      times.push(...(await page.evaluate(([from, count]) => globalThis.bench.record(from, count), [times.length, more])));
    }
    const events = (await storeRows(page)).outbox;
    const before = { ...proxy.bytes };
    proxy.pass();
    const start = performance.now();
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await allSent(page, { timeoutMs: PATIENCE_MS });
    const took = performance.now() - start;
    const [up, down] = [proxy.bytes.up - before.up, proxy.bytes.down - before.down];
    const received = (await applicants(server)).length;
    if (received !== DOSSIERS) throw new Error(`${received} of ${DOSSIERS} dossiers arrived`);

    const [first, last] = [spread(times.slice(0, 200)), spread(times.slice(-200))];
    const figures = { dossiers: DOSSIERS, events, save: spread(times), first, last, push: { ms: took, up, down } };
    const words = ({ p50, p99 }) => `${ms(p50)} / ${ms(p99)}`;
    const rows = [
      [`one local save, click to “saved” on the screen, first 200: p50 / p99`, words(first)],
      [`… with ${DOSSIERS} dossiers waiting, last 200: p50 / p99`, words(last)],
      [`push of ${DOSSIERS} dossiers (${events} events): time`, ms(took)],
      ["… bytes up / down", `${kB(up)} / ${kB(down)}`],
    ];
    return { figures, rows };
  } finally {
    await browser.dispose();
    await proxy.dispose();
    await server.dispose();
  }
}
