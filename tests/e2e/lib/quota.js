// A full disk, as the browser itself tells of it (DevTools protocol): commits fail with
// QuotaExceededError. The browser's own estimate does not show such a limit.

import { until } from "./until.js";

/** Chromium keeps the room that it has allotted until a site's databases were closed for a while. */
const ALLOTTED_MS = 3_000;
const sessions = new WeakMap();

async function limit(page, quotaSize) {
  const context = page.context();
  // The limit lasts as long as the session that set it.
  const session = sessions.get(context) ?? (await context.newCDPSession(page));
  sessions.set(context, session);
  const { origin } = new URL(page.url());
  await session.send("Storage.overrideQuotaForOrigin", quotaSize === undefined ? { origin } : { origin, quotaSize });
}

/** Whether a write of the page's origin fails for want of room. */
const isFull = (page) =>
  page.evaluate(async () => {
    const opening = indexedDB.open("full-disk-probe");
    opening.onupgradeneeded = () => opening.result.createObjectStore("bytes");
    return new Promise((resolve) => {
      opening.onerror = () => resolve(true);
      opening.onsuccess = () => {
        const db = opening.result;
        const tx = db.transaction("bytes", "readwrite");
        tx.objectStore("bytes").put(new Uint8Array(1_000), 1);
        const told = (full) => () => (db.close(), resolve(full));
        Object.assign(tx, { oncomplete: told(false), onabort: told(true) });
      };
    });
  });

/** Fills the disk: this page leaves the application, and no other page may be open in it. */
export async function fillDisk(page) {
  const { origin } = new URL(page.url());
  await page.goto(`${origin}/healthz`);
  await limit(page, 1);
  await until(async () => {
    await page.goto("about:blank");
    await new Promise((resolve) => setTimeout(resolve, ALLOTTED_MS));
    await page.goto(`${origin}/healthz`);
    return isFull(page);
  }, "the disk is full", { timeoutMs: 40_000 });
}

/** There is room again; the application need not be loaded anew. */
export const freeDisk = (page) => limit(page);
