// The search field over the whole national list, letter by letter as people type.

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { Browser, LAN, Server, atWork, slowDown } from "../e2e/lib/index.js";
import { drive } from "./lib/driver.js";
import { ms, spread } from "./lib/figures.js";

const QUERIES = resolve(import.meta.dirname, "../data/search-queries.csv");
const QUERIES_MAX = 25;

/** Everything that stands in the field while the queries are typed. */
async function keystrokes() {
  const lines = (await readFile(QUERIES, "utf8")).split("\n").slice(1);
  const queries = lines.map((line) => line.split(",")[0].replaceAll('"', "").trim()).filter(Boolean);
  const step = Math.max(1, Math.floor(queries.length / QUERIES_MAX));
  const some = queries.filter((_, at) => at % step === 0);
  return some.flatMap((query) => [...query].map((_, at) => query.slice(0, at + 1)).filter((text) => text === text.trim()));
}

export async function search() {
  const server = await Server.start();
  const browser = await Browser.open();
  try {
    const page = await atWork(browser, server.url, LAN);
    await page.locator(".tile").first().waitFor();
    await drive(page);
    const texts = await keystrokes();
    const run = async (texts) => {
      const { times, found } = await page.evaluate((texts) => globalThis.bench.search(texts), texts);
      return { computed: spread(times.map(({ computed }) => computed)), painted: spread(times.map(({ painted }) => painted)), found };
    };
    await run(texts.slice(0, 50)); // warm: the compiler has seen the code
    const fast = await run(texts);
    await slowDown(page, { downKbps: 100_000, upKbps: 100_000, latencyMs: 0, cpu: 4 });
    const slow = await run(texts);
    const words = ({ p50, p99 }) => `${ms(p50)} / ${ms(p99)}`;
    const rows = [
      [`search over 5,670, ${texts.length} inputs: to results in the page, p50 / p99`, words(fast.computed)],
      ["… to results painted, p50 / p99", words(fast.painted)],
      ["… with 4x CPU throttle: in the page p50 / p99", words(slow.computed)],
    ];
    return { figures: { fast, slow }, rows };
  } finally {
    await browser.dispose();
    await server.dispose();
  }
}
