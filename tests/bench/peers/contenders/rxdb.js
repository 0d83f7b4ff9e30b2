// RxDB: Dexie storage, HTTP replication to a small server on PostgreSQL.

import { ask, request } from "../lib/ask.js";
import { bundle } from "../lib/bundle.js";
import { dossiers } from "../lib/dossiers.js";
import { NodeServer } from "../lib/node-server.js";
import { PageDevice } from "../lib/page-device.js";

const SEED_BATCH = 500;

const batch = (records) => JSON.stringify(records.map((record) => ({ newDocumentState: { ...record, _deleted: false } })));

async function post(server, body, count) {
  const response = await fetch(`${server.url}/push`, { method: "POST", headers: { "content-type": "application/json" }, body });
  if (!response.ok) throw new Error(`push: ${response.status} ${await response.text()}`);
  return count - (await response.json()).length;
}

export const rxdb = {
  name: "rxdb",
  package: "rxdb",
  async startServer(bench) {
    const cluster = await bench.postgres();
    return NodeServer.start("rxdb.js", { script: await bundle("rxdb"), database: await cluster.database() }, { cluster });
  },
  openDevice: (server, options) => PageDevice.open(server, options),
  async seed(server, from, count) {
    for (let at = from; at < from + count; at += SEED_BATCH) {
      const some = dossiers(at, Math.min(SEED_BATCH, from + count - at));
      await post(server, batch(some), some.length);
    }
  },
  async clients(server, count, records) {
    const bodies = Array.from({ length: count }, (_, at) => batch(dossiers(at * records, records)));
    const headers = { "content-type": "application/json" };
    const ready = bodies.map((body) => request(server.url, "/push", headers, body));
    return ready.map((bytes) => async () => {
      const { status, body } = await ask(server.url, bytes);
      if (status !== 200) throw new Error(`push: ${status} ${body}`);
      return records - JSON.parse(body).length;
    });
  },
};
