// Real Chromium with a profile that outlives it: service worker, IndexedDB and
// caches are still there when the same profile is opened again.

import { readFile, readdir } from "node:fs/promises";
import { chromium } from "playwright-core";
import { removeFolder, temporaryFolder } from "./server.js";
import { until, within } from "./until.js";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Longer than anything takes on a busy machine. */
const PATIENCE_MS = 20_000;

/** A browser that has not closed by then never will. */
const CLOSING_MS = 10_000;

export const PHONE = { width: 360, height: 740 };
export const DESK = { width: 1280, height: 800 };

/**
 * One browser on one machine.
 *
 *   const browser = await Browser.open();              // new profile
 *   const page = await browser.page(server.url);
 *   await browser.kill(); await browser.reopen();      // same profile
 *   await browser.dispose();
 */
export class Browser {
  static async open({ profile, viewport = DESK, ...options } = {}) {
    const browser = new Browser();
    browser.ownsProfile = !profile;
    browser.profile = profile ?? (await temporaryFolder("profile"));
    browser.options = { viewport, locale: "vi-VN", timezoneId: "Asia/Ho_Chi_Minh", ...options };
    await browser.reopen();
    return browser;
  }

  /** What pages reported as uncaught errors; a good spec ends with none. */
  errors = [];

  async reopen() {
    this.context = await chromium.launchPersistentContext(this.profile, {
      executablePath: process.env.KHONGCHO_CHROMIUM ?? "/usr/bin/chromium",
      args: FLAGS,
      headless: true,
      ...this.options,
    });
    this.context.setDefaultTimeout(PATIENCE_MS);
    this.context.on("weberror", (event) => this.errors.push(String(event.error())));
  }

  /** A new tab at `url`, once the application in it has started. */
  async page(url) {
    const page = await this.context.newPage();
    await page.goto(url, { waitUntil: "commit" });
    await started(page);
    return page;
  }

  /** Closes it as a person does. */
  close = () => this.context.close();

  /** SIGKILL to every process of this profile, as when the power goes. */
  async kill() {
    for (const pid of await this.#processes()) {
      try {
        process.kill(pid, "SIGKILL");
      } catch (error) {
        if (error.code !== "ESRCH") throw error;
      }
    }
    await until(async () => (await this.#processes()).length === 0, "the browser is gone");
    await this.#closed().catch(() => {});
  }

  async dispose() {
    await this.#closed().catch(() => this.kill());
    if (this.ownsProfile) await removeFolder(this.profile);
  }

  #closed = () => within(this.context.close(), CLOSING_MS, "the browser to close");

  // The profile's folder is ours alone, so whoever names it was started by us.
  async #processes() {
    const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
    const found = await Promise.all(
      pids.map(async (pid) => {
        const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
        return command.includes(`--user-data-dir=${this.profile}`) && Number(pid);
      }),
    );
    return found.filter(Boolean);
  }
}

/** The application has started in the page (boot.js says so on <html>). */
export const started = (page) => page.waitForSelector("html[data-ready]", { state: "attached" });

/** The service worker has taken charge of the page: a reload works without a server. */
export const installed = (page) =>
  page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated");

/** A slow line and a slow processor, for this page. */
export async function slowDown(page, { downKbps, upKbps, latencyMs, cpu = 1 }) {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: latencyMs,
    downloadThroughput: (downKbps * 1000) / 8,
    uploadThroughput: (upKbps * 1000) / 8,
  });
  await session.send("Emulation.setCPUThrottlingRate", { rate: cpu });
}
