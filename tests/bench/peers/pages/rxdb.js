// RxDB with its Dexie storage and its HTTP replication.

import { addRxPlugin, createRxDatabase } from "rxdb/plugins/core";
import { RxDBQueryBuilderPlugin } from "rxdb/plugins/query-builder";
import { replicateRxCollection } from "rxdb/plugins/replication";
import { getRxStorageDexie } from "rxdb/plugins/storage-dexie";
import { each, install, show } from "./shared.js";

addRxPlugin(RxDBQueryBuilderPlugin);

const BATCH = 500;
const RETRY_MS = 200;
const string = { type: "string" };
const schema = {
  version: 0,
  primaryKey: "id",
  type: "object",
  properties: {
    id: { type: "string", maxLength: 36 },
    code: string,
    procedure: { type: "object", properties: { code: string, name: string } },
    applicant: { type: "object", properties: { name: string, identity: string, born: string, phone: string, address: string } },
    no_wait: { type: "boolean" },
    stage: string,
    received_at: { type: "number" },
    fee: { type: "object", properties: { amount_dong: { type: "number" } } },
    note: string,
  },
  required: ["id", "code", "applicant"],
};
let dossiers;

const push = {
  batchSize: BATCH,
  async handler(rows) {
    const response = await fetch("/push", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(rows) });
    if (!response.ok) throw new Error(`push: ${response.status}`);
    return response.json();
  },
};

const pull = {
  batchSize: BATCH,
  async handler(checkpoint, limit) {
    const { written = 0, id = "" } = checkpoint ?? {};
    const response = await fetch(`/pull?${new URLSearchParams({ written, id, limit })}`);
    if (!response.ok) throw new Error(`pull: ${response.status}`);
    return response.json();
  },
};

/** One replication, to its end; it goes on from the checkpoint of the one before. */
async function replicate() {
  const replication = replicateRxCollection({
    collection: dossiers,
    replicationIdentifier: "bench",
    live: false,
    waitForLeadership: false,
    retryTime: RETRY_MS,
    deletedField: "_deleted",
    push,
    pull,
  });
  await replication.awaitInitialReplication();
  await replication.cancel();
  await list();
}

async function list() {
  const [newest, count] = await Promise.all([dossiers.find().sort({ id: "desc" }).limit(50).exec(), dossiers.count().exec()]);
  show(newest, count);
}

install({
  async open() {
    const db = await createRxDatabase({ name: "bench", storage: getRxStorageDexie(), multiInstance: false });
    ({ dossiers } = await db.addCollections({ dossiers: { schema } }));
    await list();
  },
  record: (some) => dossiers.bulkInsert(some),
  save: (some) => each(some, (dossier) => dossiers.insert(dossier)),
  push: replicate,
  pull: replicate,
  sync: replicate,
});
