// PouchDB with its IndexedDB adapter and CouchDB's replication.

import PouchDB from "pouchdb";
import { each, install, show, stubborn } from "./shared.js";

const OPTIONS = { batch_size: 500 };
const remote = () => new PouchDB(`${location.origin}/db/dossiers`);
let db;

const document = ({ id, ...rest }) => ({ _id: id, ...rest });

const replicating = (work) => async () => {
  await stubborn(work);
  await list();
};

async function list() {
  const [{ rows }, { doc_count }] = await Promise.all([db.allDocs({ descending: true, limit: 50, include_docs: true }), db.info()]);
  show(rows.map(({ doc }) => doc), doc_count);
}

install({
  async open() {
    db = new PouchDB("bench", { auto_compaction: true });
    await list();
  },
  record: (some) => db.bulkDocs(some.map(document)),
  save: (some) => each(some, (dossier) => db.put(document(dossier))),
  push: replicating(() => db.replicate.to(remote(), OPTIONS)),
  pull: replicating(() => db.replicate.from(remote(), OPTIONS)),
  sync: replicating(() => db.sync(remote(), OPTIONS)),
});
