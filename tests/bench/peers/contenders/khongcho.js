// The product, as people use it: its own page in Chromium, its own server.

import { MAI, ProtocolDevice, Server, sha256 } from "../../../e2e/lib/index.js";
import { gzipSync } from "node:zlib";
import { dossiers } from "../lib/dossiers.js";
import { forgetPeak, peakMemory } from "../lib/memory.js";
import { CounterDevice } from "../lib/counter-device.js";
import { addUnits, countDossiers } from "../lib/counter-database.js";

const SEED_BATCH = 500;
const SIGN_INS_AT_ONCE = 8;

class CounterServer {
  /** On a database of PostgreSQL where there is one, else on SQLite. */
  static async start(database) {
    const counter = new CounterServer();
    counter.server = await Server.start({ args: database ? ["--database-url", database] : [] });
    counter.place = database ?? counter.server.dataDir;
    return counter;
  }

  get url() {
    return this.server.url;
  }

  get port() {
    return this.server.port;
  }

  /** SIGKILL, and a new start. */
  crash = () => this.server.restart();
  count = () => countDossiers(this.place);
  forgetPeak = () => forgetPeak(this.server.process.pid);
  peakMemory = () => peakMemory(this.server.process.pid);
  dispose = () => this.server.dispose();

  /** The device by which the bench fills this server. */
  seeder = async () => (this.seeding ??= await ProtocolDevice.signIn(this.url, MAI));
}

/** A dossier as the event that the form records. */
function reception(device, { procedure, applicant, fee, note, no_wait, received_at: at }) {
  device.ofToday += 1;
  return { received: { code: device.code(device.ofToday, at), procedure, applicant, no_wait, fee, note } };
}

const envelopes = (device, some) => some.map((one) => device.envelope(reception(device, one), { at: one.received_at }));

function mustBeAccepted(receipts) {
  const refused = receipts.find(({ ruling }) => !ruling.accepted);
  if (refused) throw new Error(`not accepted: ${JSON.stringify(refused.ruling)}`);
  return receipts.length;
}

/** Sends a prepared request; a busy server is asked again when it says. */
async function post(device, { request, body }) {
  for (;;) {
    const response = await device.post(body, { "content-encoding": "gzip" });
    const bytes = Buffer.from(await response.arrayBuffer());
    if (response.status === 503) {
      await new Promise((resolve) => setTimeout(resolve, 1000 * Number(response.headers.get("retry-after") ?? 1)));
      continue;
    }
    if (response.status !== 200) throw new Error(`exchange: ${response.status} ${bytes}`);
    // Checked by whoever measures, after the clock has stopped.
    return async () => {
      const answer = await device.open(bytes);
      if (!answer.request.equals(request)) throw new Error("an answer to another request");
      return mustBeAccepted(answer.receipts);
    };
  }
}

export const khongcho = {
  name: "khongcho",
  startServer: () => CounterServer.start(),
  openDevice: (server, options) => CounterDevice.open(server, options),

  async seed(server, from, count) {
    const device = await server.seeder();
    for (let at = from; at < from + count; at += SEED_BATCH) {
      const some = dossiers(at, Math.min(SEED_BATCH, from + count - at));
      mustBeAccepted((await device.exchange(envelopes(device, some))).receipts);
    }
  },

  /** Each in a unit of its own: colleagues' news is not what is measured. */
  async clients(server, count, records) {
    const prepared = await signedIn(server, count, 1, (device, at) => prepare(device, at, records));
    return prepared.map(({ device, ...request }) => () => post(device, request));
  },

  /** Devices that have worked without a network, several in a unit. */
  async devices(server, count, ofAUnit, records) {
    const prepared = await signedIn(server, count, ofAUnit, (device, at) => prepare(device, at, records));
    return prepared.map(({ device, recorded, request, body }) => ({
      device,
      recorded,
      comeBack: async () => {
        const read = await post(device, { request, body });
        await read();
        await device.pull();
      },
    }));
  },
};

/** The same server beside the others on PostgreSQL, for the work that is the server's alone. */
export const khongchoOnPostgres = {
  ...khongcho,
  name: "khongcho-postgres",
  openDevice: undefined,
  startServer: async (bench) => CounterServer.start(await (await bench.postgres()).database()),
};

/** Signs in devices of new units; `make` is given each. */
async function signedIn(server, count, ofAUnit, make) {
  await server.server.stop();
  const people = await addUnits(server.place, MAI.name, Math.ceil(count / ofAUnit));
  await server.server.restart();
  const made = [];
  for (let at = 0; at < count; at += SIGN_INS_AT_ONCE) {
    const some = Array.from({ length: Math.min(SIGN_INS_AT_ONCE, count - at) }, (_, offset) => at + offset);
    const signIn = async (at) => make(await ProtocolDevice.signIn(server.url, { ...MAI, name: people[Math.floor(at / ofAUnit)] }), at);
    made.push(...(await Promise.all(some.map(signIn))));
  }
  return made;
}

async function prepare(device, at, records) {
  const recorded = envelopes(device, dossiers(at * records, records));
  const payload = device.payload(recorded);
  return { device, recorded, request: sha256(payload), body: gzipSync(await device.sign(payload)) };
}
