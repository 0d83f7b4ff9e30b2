// Baseline "packed": as "plain", but what is on the server too lies in chunks of
// about 100 KB of the very bytes that came; only what waits has rows of its own.

import { byId, each, exchange, install, openDatabase, show, stubborn } from "./shared.js";

const CHUNK_BYTES = 100_000;
const device = crypto.randomUUID();
const decoder = new TextDecoder();
let db;
let rows = [];
let nextChunk = 0;

const parse = (bytes) => JSON.parse(`[${decoder.decode(bytes).replaceAll("\n", ",")}]`);

/** Whole lines of about 100 KB. */
function chunks(bytes) {
  const found = [];
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(10, Math.min(start + CHUNK_BYTES, bytes.length));
    const stop = end < 0 ? bytes.length : end;
    found.push(bytes.slice(start, stop));
    start = stop + 1;
  }
  return found;
}

async function keep(dossiers) {
  const lines = dossiers.map((dossier) => JSON.stringify(dossier));
  await db.write(["outbox"], (store) => {
    for (const line of lines) store("outbox").put(line);
  });
  rows.push(...dossiers);
}

async function turn(pulls) {
  const tx = db.read("outbox", "meta");
  const outbox = tx.objectStore("outbox");
  const [keys, lines, cursorBefore] = await Promise.all([outbox.getAllKeys(), outbox.getAll(), tx.objectStore("meta").get("cursor")].map(db.done));
  const after = pulls ? (cursorBefore ?? 0) : undefined;
  const { cursor, news } = await stubborn(() => exchange({ device, after }, lines));
  const sent = new TextEncoder().encode(lines.join("\n"));
  const all = [...chunks(sent), ...chunks(news)];
  await db.write(["chunks", "outbox", "meta"], (store) => {
    for (const chunk of all) store("chunks").put(chunk, nextChunk++);
    if (keys.length > 0) store("outbox").delete(IDBKeyRange.bound(keys[0], keys.at(-1)));
    if (pulls) store("meta").put(cursor, "cursor");
  });
  for (const chunk of chunks(news)) rows.push(...parse(chunk));
  list();
}

function list() {
  rows.sort(byId);
  show(rows, rows.length);
}

install({
  async open() {
    db = await openDatabase("packed", (db) => {
      db.createObjectStore("chunks");
      db.createObjectStore("outbox", { autoIncrement: true });
      db.createObjectStore("meta");
    });
    const tx = db.read("chunks", "outbox");
    const [stored, lines] = await Promise.all([db.done(tx.objectStore("chunks").getAll()), db.done(tx.objectStore("outbox").getAll())]);
    nextChunk = stored.length;
    rows = [...stored.flatMap(parse), ...lines.map((line) => JSON.parse(line))];
    list();
  },
  record: keep,
  save: (dossiers) => each(dossiers, (dossier) => keep([dossier])),
  push: () => turn(false),
  pull: () => turn(true),
  sync: () => turn(true),
});
