// Baseline "plain": a row for each dossier, a batch over HTTP.

import { byId, each, exchange, install, openDatabase, show, stubborn } from "./shared.js";

const device = crypto.randomUUID();
let db;
let rows = [];

async function progress() {
  return (await db.done(db.read("meta").objectStore("meta").get("cursor"))) ?? 0;
}

async function waiting() {
  const ids = await db.done(db.read("outbox").objectStore("outbox").getAllKeys());
  const wanted = new Set(ids);
  return { ids, lines: rows.filter(({ id }) => wanted.has(id)).map((row) => JSON.stringify(row)) };
}

async function keep(dossiers) {
  await db.write(["rows", "outbox"], (store) => {
    for (const dossier of dossiers) {
      store("rows").put(dossier);
      store("outbox").put(1, dossier.id);
    }
  });
  rows.push(...dossiers);
}

/** One exchange: what waits goes up, and with `pulls` what is new comes down. */
async function turn(pulls) {
  const { ids, lines } = await waiting();
  const after = pulls ? await progress() : undefined;
  const { cursor, news } = await stubborn(() => exchange({ device, after }, lines));
  const text = new TextDecoder().decode(news);
  const fresh = text ? JSON.parse(`[${text.replaceAll("\n", ",")}]`) : [];
  await db.write(["rows", "outbox", "meta"], (store) => {
    for (const id of ids) store("outbox").delete(id);
    for (const row of fresh) store("rows").put(row);
    if (pulls) store("meta").put(cursor, "cursor");
  });
  rows.push(...fresh);
  list();
}

function list() {
  rows.sort(byId);
  show(rows, rows.length);
}

install({
  async open() {
    db = await openDatabase("plain", (db) => {
      db.createObjectStore("rows", { keyPath: "id" });
      db.createObjectStore("outbox");
      db.createObjectStore("meta");
    });
    rows = await db.done(db.read("rows").objectStore("rows").getAll());
    list();
  },
  record: keep,
  save: (dossiers) => each(dossiers, (dossier) => keep([dossier])),
  push: () => turn(false),
  pull: () => turn(true),
  sync: () => turn(true),
});
