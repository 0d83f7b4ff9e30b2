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

/**
 * Before the application starts: some of its transactions may find no room where others
 * do (`noRoomIn`).
 */
export const choosy = (context) =>
  context.addInitScript(() => {
    const store = IDBObjectStore.prototype;
    const { get } = store;
    const doomed = new Map(); // transactions, and how many of their requests are not answered
    const breakOff = (tx) => {
      if (tx.error) return;
      Object.defineProperty(tx, "error", { value: new DOMException("no room", "QuotaExceededError") });
      tx.abort();
    };
    const answered = (tx, objects) => {
      doomed.set(tx, doomed.get(tx) - 1);
      if (window.noRoom?.atOnce) return breakOff(tx);
      if (doomed.get(tx) > 0) return;
      // Whoever waited for this answer may ask for more.
      get.call(objects, "nothing").addEventListener("success", () => doomed.get(tx) > 0 || breakOff(tx));
    };
    for (const name of ["get", "getAll", "getAllKeys", "count", "put", "delete"]) {
      const call = store[name];
      store[name] = function (...given) {
        const request = call.apply(this, given);
        const tx = this.transaction;
        if (name === "put" && this.name === window.noRoom?.store && !doomed.has(tx)) doomed.set(tx, 0);
        if (doomed.has(tx)) {
          doomed.set(tx, doomed.get(tx) + 1);
          request.addEventListener("success", () => answered(tx, this));
        }
        return request;
      };
    }
  });

/**
 * Of a choosy device: a transaction that writes into this store is broken off for want of
 * room, when all else in it is done, as this browser does it; or `atOnce`, as others may.
 */
export const noRoomIn = (page, store, { atOnce = false } = {}) => page.evaluate((noRoom) => (window.noRoom = noRoom), { store, atOnce });
