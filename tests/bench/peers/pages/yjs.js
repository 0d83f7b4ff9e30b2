// Yjs with its IndexedDB persistence and y-websocket.

import { IndexeddbPersistence } from "y-indexeddb";
import { Dossiers } from "../lib/yjs.js";
import { each, install, show } from "./shared.js";

const UPDATES = "updates";
const dossiers = new Dossiers();
let local;

/** It says nothing of what it writes: a question behind the last write is answered when that is on the disk. */
function written() {
  const { promise, resolve } = Promise.withResolvers();
  const tx = local.db.transaction(UPDATES, "readonly");
  tx.objectStore(UPDATES).count();
  tx.oncomplete = resolve;
  return promise;
}

async function keep(some) {
  dossiers.put(some);
  await written();
}

async function exchange() {
  await dossiers.exchange(`ws://${location.host}`);
  await written();
  list();
}

function list() {
  const ids = [...dossiers.map.keys()].sort().reverse();
  show(ids.slice(0, 50).map((id) => dossiers.map.get(id)), ids.length);
}

install({
  async open() {
    local = new IndexeddbPersistence("bench", dossiers.doc);
    await local.whenSynced;
    list();
  },
  record: keep,
  save: (some) => each(some, (dossier) => keep([dossier])),
  push: exchange,
  pull: exchange,
  sync: exchange,
});
