// TinyBase with its IndexedDB persister and its synchronizer over a web socket.

import { createIndexedDbPersister } from "tinybase/persisters/persister-indexed-db";
import { Dossiers, TABLE } from "../lib/tinybase.js";
import { each, install, show, stubborn } from "./shared.js";

const dossiers = new Dossiers();
const { store } = dossiers;
const local = createIndexedDbPersister(store, "bench");

async function keep(some) {
  dossiers.put(some);
  await local.save();
}

async function exchange() {
  await stubborn(() => dossiers.exchange(`ws://${location.host}/dossiers`));
  await local.save();
  list();
}

function list() {
  const ids = store.getRowIds(TABLE).sort().reverse();
  show(ids.slice(0, 50).map((id) => store.getRow(TABLE, id)), ids.length);
}

install({
  async open() {
    await local.load();
    list();
  },
  record: keep,
  save: (some) => each(some, (dossier) => keep([dossier])),
  push: exchange,
  pull: exchange,
  sync: exchange,
});
