// A device of the product: the real page, driven as an officer drives it.

import { Browser, LAN, allSent, atWork, goTo, installed, openForm, started } from "../../../e2e/lib/index.js";
import { dossiers } from "./dossiers.js";
import { Line } from "./line.js";
import { heap, rememberWasm } from "./memory.js";
import { recordAll, watch } from "./counter-page.js";

/** Hints are a stream that stands open; session, catalogue and the devices' keys are what a page asks once after it was loaded. */
const STANDING = /^\/api\/v1\/(hints|session|catalogue|devices)/;
const PATIENCE_MS = 120_000;
/** Afterwards the form is opened anew: one page, one tab's worth of work. */
const AT_ONCE = 100;

export class CounterDevice {
  /** `fresh`: nobody has signed in on it, and its first pull begins with that. */
  static async open(server, { prepare, fresh } = {}) {
    const device = new CounterDevice();
    device.line = await Line.start(server.port, { standing: STANDING });
    device.browser = await Browser.open();
    const { context } = device.browser;
    context.setDefaultTimeout(PATIENCE_MS);
    for (const script of [rememberWasm, watch, prepare].filter(Boolean)) await context.addInitScript(script);
    if (fresh) return device.#atTheDoor();
    device.page = await atWork(device.browser, device.line.url, LAN);
    await device.page.locator(".tile").first().waitFor(); // the catalogue is here
    await installed(device.page);
    await allSent(device.page);
    await device.#list();
    await allSent(device.page);
    device.rest();
    return device;
  }

  async #atTheDoor() {
    this.page = await this.browser.page(`${this.line.url}/ho-so`);
    await installed(this.page);
    await this.page.getByLabel("Tên đăng nhập").fill(LAN.name);
    await this.page.getByLabel("Mật khẩu").fill(LAN.password);
    this.fresh = true;
    return this;
  }

  async #list() {
    await this.page.goto(`${this.line.url}/ho-so`, { waitUntil: "commit" });
    await started(this.page);
  }

  async record(from, count) {
    await this.#recorded(from, count);
    await this.#list();
  }

  /** One, on a page that was at rest: nothing is loaded when the line is back. */
  async recordOne(number) {
    const [one] = dossiers(number, 1);
    this.line.up();
    await openForm(this.page, this.line.url, one.procedure.code);
    await allSent(this.page);
    this.rest();
    await this.page.evaluate(recordAll, [one]);
    await goTo(this.page, "Hồ sơ");
  }

  /** Without a line it does nothing by itself. */
  rest = () => this.line.down();

  /** What the store takes, from its call to durable, as for everyone else; what lies before and after, on the screen, is kept aside. */
  async save(from, count) {
    const times = await this.#recorded(from, count);
    this.clicked = times.map(({ durable }) => durable);
    this.shown = times.map(({ shown }) => shown);
    return times.map(({ store }) => store);
  }

  async #recorded(from, count) {
    const times = [];
    const all = dossiers(from, count);
    for (let at = 0; at < count; ) {
      const { code } = all[at].procedure;
      const other = all.findIndex((one, index) => index >= at && one.procedure.code !== code);
      const some = all.slice(at, Math.min(other < 0 ? count : other, at + AT_ONCE));
      await openForm(this.page, this.line.url, code);
      times.push(...(await this.page.evaluate(recordAll, some)));
      at += some.length;
    }
    return times;
  }

  /** The line is back: the page hears of it as from the browser. */
  #online = (wanted) => this.#settled("online", wanted);

  #settled(what, wanted) {
    this.line.up();
    return this.page.evaluate(([what, wanted]) => globalThis.bench[what](wanted), [what, wanted?.toLocaleString("de-DE")]);
  }

  push = () => this.#online();
  sync = (wanted) => this.#online(wanted);

  pull(wanted) {
    const what = this.fresh ? "enter" : "online";
    this.fresh = false;
    return this.#settled(what, wanted);
  }

  /** Loads the page anew; milliseconds until the list can be used. */
  async reopen() {
    await this.page.reload({ waitUntil: "commit" });
    const handle = await this.page.waitForFunction(() => globalThis.bench.listedAt);
    return handle.jsonValue();
  }

  heap = () => heap(this.page);

  async dispose() {
    await this.browser.dispose();
    await this.line.dispose();
  }
}
