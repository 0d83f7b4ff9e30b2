// The baselines, written by us: about what the hardware allows to a program
// that checks nothing.

import { gzipSync } from "node:zlib";
import { removeFolder, temporaryFolder } from "../../../e2e/lib/server.js";
import { ask, request } from "../lib/ask.js";
import { bundle } from "../lib/bundle.js";
import { dossiers } from "../lib/dossiers.js";
import { NodeServer } from "../lib/node-server.js";
import { PageDevice } from "../lib/page-device.js";

const SEED_BATCH = 1000;

function batch(device, records) {
  const lines = [JSON.stringify({ device }), ...records.map((record) => JSON.stringify(record))];
  return gzipSync(lines.join("\n"));
}

async function post(server, body) {
  const response = await fetch(`${server.url}/exchange`, { method: "POST", headers: { "content-encoding": "gzip" }, body });
  if (!response.ok) throw new Error(`exchange: ${response.status} ${await response.text()}`);
  return (await response.json()).accepted;
}

/** `page` is the client's, `database` makes a new one and says how to be rid of it. */
const baseline = (name, page, database) => ({
  name,
  async startServer(bench) {
    const script = await bundle(page);
    const { address, ...owner } = await database(bench);
    return NodeServer.start("batch.js", { script, database: address }, owner);
  },
  openDevice: (server, options) => PageDevice.open(server, options),
  async seed(server, from, count) {
    for (let at = from; at < from + count; at += SEED_BATCH) {
      await post(server, batch("seed", dossiers(at, Math.min(SEED_BATCH, from + count - at))));
    }
  },
  async clients(server, count, records) {
    const bodies = Array.from({ length: count }, (_, at) => batch(`client ${at}`, dossiers(at * records, records)));
    const headers = { "content-encoding": "gzip" };
    const ready = bodies.map((body) => request(server.url, "/exchange", headers, body));
    return ready.map((bytes) => async () => {
      const { status, body } = await ask(server.url, bytes);
      if (status !== 200) throw new Error(`exchange: ${status} ${body}`);
      return JSON.parse(body).accepted;
    });
  },
});

async function postgres(bench) {
  const cluster = await bench.postgres();
  return { address: await cluster.database(), cluster };
}

async function sqlite() {
  const folder = await temporaryFolder("sqlite");
  return { address: `${folder}/bench.db`, dispose: () => removeFolder(folder) };
}

export const plain = baseline("plain", "plain", postgres);
export const packed = baseline("packed", "packed", postgres);
export const packedOnSqlite = baseline("packed-sqlite", "packed", sqlite);
