// PouchDB with the Express application of pouchdb-server.

import { createHash } from "node:crypto";
import { removeFolder, temporaryFolder } from "../../../e2e/lib/server.js";
import { ask, request } from "../lib/ask.js";
import { bundle } from "../lib/bundle.js";
import { dossiers } from "../lib/dossiers.js";
import { NodeServer } from "../lib/node-server.js";
import { PageDevice } from "../lib/page-device.js";

const SEED_BATCH = 1000;

/** A first revision, as a device that recorded it offline has it. */
function revised({ id, ...rest }) {
  const hash = createHash("md5").update(id).digest("hex");
  return { _id: id, _rev: `1-${hash}`, _revisions: { start: 1, ids: [hash] }, ...rest };
}

async function post(server, path, body) {
  const response = await fetch(`${server.url}/db/dossiers/${path}`, { method: "POST", headers: { "content-type": "application/json" }, body });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

const batch = (records) => JSON.stringify({ docs: records.map(revised), new_edits: false });

/** What its replication does for a batch: asks what is missing, then sends it. */
async function replicate(server, { difference, documents, count }) {
  const [missing, written] = [await ask(server.url, difference), await ask(server.url, documents)];
  for (const { status, body } of [missing, written]) if (status >= 400) throw new Error(`${status} ${body}`);
  return Object.keys(JSON.parse(missing.body)).length === count ? count : 0;
}

export const pouchdb = {
  name: "pouchdb",
  package: "pouchdb",
  async startServer() {
    const folder = await temporaryFolder("pouchdb");
    return NodeServer.start("pouchdb.js", { script: await bundle("pouchdb"), folder }, { dispose: () => removeFolder(folder) });
  },
  openDevice: (server, options) => PageDevice.open(server, options),
  async seed(server, from, count) {
    for (let at = from; at < from + count; at += SEED_BATCH) {
      await post(server, "_bulk_docs", batch(dossiers(at, Math.min(SEED_BATCH, from + count - at))));
    }
  },
  async clients(server, count, records) {
    const prepared = Array.from({ length: count }, (_, at) => {
      const some = dossiers(at * records, records);
      const revisions = JSON.stringify(Object.fromEntries(some.map(revised).map(({ _id, _rev }) => [_id, [_rev]])));
      const bytes = (path, body) => request(server.url, `/db/dossiers/${path}`, { "content-type": "application/json" }, body);
      return { difference: bytes("_revs_diff", revisions), documents: bytes("_bulk_docs", batch(some)), count: records };
    });
    return prepared.map((one) => () => replicate(server, one));
  },
};
