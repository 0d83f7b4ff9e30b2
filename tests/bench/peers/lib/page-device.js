// A device of a contender whose client is one of pages/: real Chromium, a
// profile of its own, and a line of its own to the server.

import { Browser } from "../../../e2e/lib/browser.js";
import { dossiers } from "./dossiers.js";
import { inTime } from "./in-time.js";
import { Line } from "./line.js";
import { heap, rememberWasm } from "./memory.js";

const RECORD_AT_ONCE = 1000;

export class PageDevice {
  static async open(server, { prepare } = {}) {
    const device = new PageDevice();
    device.line = await Line.start(server.port);
    device.browser = await Browser.open();
    for (const script of [rememberWasm, prepare].filter(Boolean)) await device.browser.context.addInitScript(script);
    device.page = await device.browser.context.newPage();
    await device.page.goto(device.line.url);
    await device.#listed();
    return device;
  }

  /** Keeps dossiers on the device, not sent. */
  async record(from, count) {
    for (let at = from; at < from + count; at += RECORD_AT_ONCE) {
      const some = dossiers(at, Math.min(RECORD_AT_ONCE, from + count - at));
      await this.page.evaluate((some) => globalThis.peer.record(some), some);
    }
  }

  recordOne = (number) => this.record(number, 1);

  /** It does nothing unless it is told to. */
  rest() {}

  /** Saves dossiers one after another, each durable before the next; milliseconds of each. */
  save = (from, count) => this.page.evaluate((some) => globalThis.peer.save(some), dossiers(from, count));

  /** Sends what waits; milliseconds until all of it is acknowledged. */
  push = () => this.#timed("push");

  /** Fetches what is new; milliseconds until the first screen, and until all of it is kept. */
  pull = (wanted) => this.#timed("pull", wanted);

  /** Both ways in as few turns as it can. */
  sync = (wanted) => this.#timed("sync", wanted);

  #timed = (what, wanted) => inTime(this.page.evaluate(([what, wanted]) => globalThis.timed(what, wanted), [what, wanted]));

  /** Loads the page anew; milliseconds until the list can be used. */
  async reopen() {
    await this.page.reload({ waitUntil: "commit" });
    return this.#listed();
  }

  async #listed() {
    const handle = await this.page.waitForFunction(() => globalThis.listedAt, undefined, { timeout: 120_000 });
    return handle.jsonValue();
  }

  heap = () => heap(this.page);

  async dispose() {
    await this.browser.dispose();
    await this.line.dispose();
  }
}
