// A look into the device's own store, past the application: what IndexedDB holds.

import assert from "node:assert/strict";
import { decode } from "./cbor.js";
import { until } from "./until.js";

const UNIT = "khongcho-unit-H99.99.01";

/** How many rows each object store of the unit has. */
export const rows = (page) =>
  page.evaluate(async (name) => {
    const db = await new Promise((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    try {
      const names = [...db.objectStoreNames];
      const tx = db.transaction(names, "readonly");
      const counts = names.map(
        (store) =>
          new Promise((resolve, reject) => {
            const request = tx.objectStore(store).count();
            request.onsuccess = () => resolve([store, request.result]);
            request.onerror = () => reject(request.error);
          }),
      );
      return Object.fromEntries(await Promise.all(counts));
    } finally {
      db.close();
    }
  }, UNIT);

/**
 * Waits until nothing is left to send. The screen's word is of one moment: a device
 * that has just heard of a book asks for numbers right after.
 */
export const emptied = (page) => until(async () => (await rows(page)).outbox === 0, "the outbox is empty");

/** How many leases of numbers the device holds of each kind of book. */
export async function leases(page) {
  const { lease } = await contents(page);
  return lease.map(([, kept]) => decode(kept.notes).state.held.length);
}

/** A draft row contains these bytes: drafts are the page's own JSON. */
export const draftHolds = (page, text) =>
  page.evaluate(async ({ name, wanted }) => {
    const done = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    const db = await done(indexedDB.open(name));
    const drafts = await done(db.transaction("draft").objectStore("draft").getAll());
    db.close();
    return drafts.some((draft) => new TextDecoder().decode(draft).includes(wanted));
  }, { name: UNIT, wanted: text });

/** Every value of the unit's store, or of these parts of it, decoded: `{ store: [[key, value], …] }`. */
export async function contents(page, parts) {
  const stores = await page.evaluate(async ({ name, parts }) => {
    const done = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await done(indexedDB.open(name));
    try {
      const tx = db.transaction([...db.objectStoreNames], "readonly");
      const read = async (store) => {
        const [keys, values] = await Promise.all([done(tx.objectStore(store).getAllKeys()), done(tx.objectStore(store).getAll())]);
        return [store, keys.map((key, at) => [key, [...values[at]]])];
      };
      const wanted = parts ?? [...db.objectStoreNames].filter((store) => store !== "draft");
      return Promise.all(wanted.map(read));
    } finally {
      db.close();
    }
  }, { name: UNIT, parts });
  return Object.fromEntries(
    // A mark that something waits has no content.
    stores.map(([store, entries]) => [store, entries.map(([key, bytes]) => [key, bytes.length > 0 ? decode(Uint8Array.from(bytes)) : null])]),
  );
}

/**
 * Proves that outbox, dossiers and cursor belong together, as one transaction
 * leaves them, and tells how many events wait and are confirmed.
 */
export async function consistent(page) {
  const { outbox, dossier, ledger, meta } = await contents(page);
  const progress = meta.find(([key]) => key === "progress")?.[1] ?? { after: 0 };
  const sum = (numbers) => numbers.reduce((sum, number) => sum + number, 0);
  const waiting = sum(dossier.map(([, row]) => row.pending.length));
  const confirmed = sum(dossier.map(([, row]) => row.confirmed?.timeline.length ?? 0));
  const under = (prefix) => ledger.filter(([key]) => key.startsWith(prefix));
  // Of each book: its opening, who asked, leases; and each number and reference given.
  const given = under("book/line/").length + under("book/provisional/").length;
  const ofBooks = sum(under("book/head/").map(([, head]) => 1 + head.asking.length + head.last_serial)) + given;
  assert.equal(outbox.length, waiting + under("pending/").length, "the outbox holds what dossiers and ledger say is waiting");
  assert.equal(progress.after, confirmed + ofBooks, "the cursor counts the events that are confirmed");
  return { waiting, confirmed };
}
