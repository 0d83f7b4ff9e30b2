// The product, as people use it: its own page in Chromium, its own server.

import { MAI, MEDIA_TYPE, ProtocolDevice, Server } from "../../../e2e/lib/index.js";
import { gzipSync } from "node:zlib";
import { ask, request } from "../lib/ask.js";
import { dossiers } from "../lib/dossiers.js";
import { forgetPeak, peakMemory, processorTime, written } from "../lib/memory.js";
import { CounterDevice } from "../lib/counter-device.js";
import { addUnits, countDossiers } from "../lib/counter-database.js";
import { pause } from "../workloads/common.js";

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
  processorTime = () => processorTime(this.server.process.pid);
  written = () => written(this.server.process.pid);
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

function mustBeAccepted(rulings) {
  const refused = rulings.find((ruling) => !ruling.accepted);
  if (refused) throw new Error(`not accepted: ${JSON.stringify(refused)}`);
  return rulings.length;
}

/** Sends a prepared request; a busy server is asked again when it says. `heard` is told of each answer. */
async function post({ device, recorded, message, bytes }, heard = () => {}) {
  for (;;) {
    const start = performance.now();
    const { status, retryAfter, body } = await ask(device.url, bytes);
    heard(performance.now() - start, status);
    if (status === 503) {
      await pause(1000 * retryAfter);
      continue;
    }
    if (status !== 200) throw new Error(`exchange: ${status} ${body}`);
    // Checked by whoever measures, after the clock has stopped.
    return async () => {
      const answer = await device.take(body, message, recorded);
      return { accepted: mustBeAccepted(answer.rulings), head: answer.head };
    };
  }
}

/** Sends what was prepared, then asks until there is nothing new. */
async function comeBack(ready, heard) {
  const { device } = ready;
  for (let next = ready; ; next = await prepare(device, [])) {
    const { head } = await (await post(next, heard))();
    if (device.after >= head) return;
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
      mustBeAccepted((await device.exchange(envelopes(device, some))).rulings);
    }
  },

  /** Each in a unit of its own: colleagues' news is not what is measured. */
  async clients(server, count, records) {
    const ready = await signedIn(server, count, 1, records);
    return ready.map((one) => async () => {
      const read = await post(one);
      return async () => (await read()).accepted;
    });
  },

  /** Units with a device that records and one that reads, both up to date at every moment. */
  async office(server, count) {
    await server.server.stop();
    const people = await addUnits(server.place, MAI.name, count);
    await server.server.restart();
    const offices = [];
    for (const name of people) {
      const signIn = () => ProtocolDevice.signIn(server.url, { ...MAI, name });
      offices.push(new Office(await signIn(), await signIn()));
    }
    return offices;
  },

  /** Devices that have worked without a network, several in a unit. */
  async devices(server, count, ofAUnit, records) {
    const ready = await signedIn(server, count, ofAUnit, records);
    return ready.map((one) => ({ device: one.device, recorded: one.recorded, comeBack: (heard) => comeBack(one, heard) }));
  },
};

/** One unit at work. */
class Office {
  #at = 0;

  constructor(writer, reader) {
    Object.assign(this, { writer, reader });
  }

  /** Dossiers that the unit has. */
  get held() {
    return this.#at;
  }

  #next(count) {
    this.#at += count;
    return envelopes(this.writer, dossiers(this.#at - count, count));
  }

  async fill(count) {
    for (let left = count; left > 0; left -= SEED_BATCH) {
      mustBeAccepted((await this.writer.exchange(this.#next(Math.min(SEED_BATCH, left)))).rulings);
    }
    const { after, seen } = this.writer;
    Object.assign(this.reader, { after, seen });
  }

  /** Milliseconds of the requests alone: so many up, and the same down to the other. */
  async round(count) {
    const up = await prepare(this.writer, this.#next(count));
    const push = await timed(up);
    const pull = await timed(await prepare(this.reader, []));
    if (this.reader.after !== this.writer.after) throw new Error("the reader is behind");
    return { push, pull };
  }
}

async function timed(ready) {
  let ms;
  const read = await post(ready, (took) => (ms = took));
  await read();
  return ms;
}

/** The same server beside the others on PostgreSQL, for the work that is the server's alone. */
export const khongchoOnPostgres = {
  ...khongcho,
  name: "khongcho-postgres",
  openDevice: undefined,
  startServer: async (bench) => CounterServer.start(await (await bench.postgres()).database()),
};

/** Devices of new units, each with a request prepared that brings so many records. */
async function signedIn(server, count, ofAUnit, records) {
  await server.server.stop();
  const people = await addUnits(server.place, MAI.name, Math.ceil(count / ofAUnit));
  await server.server.restart();
  const one = async (at) => {
    const device = await ProtocolDevice.signIn(server.url, { ...MAI, name: people[Math.floor(at / ofAUnit)] });
    return prepare(device, envelopes(device, dossiers(at * records, records)));
  };
  const ready = [];
  for (let at = 0; at < count; at += SIGN_INS_AT_ONCE) {
    const some = Array.from({ length: Math.min(SIGN_INS_AT_ONCE, count - at) }, (_, offset) => at + offset);
    ready.push(...(await Promise.all(some.map(one))));
  }
  return ready;
}

async function prepare(device, recorded) {
  const message = await device.sign(device.payload(recorded));
  const headers = { "content-type": MEDIA_TYPE, "content-encoding": "gzip" };
  const bytes = request(device.url, "/api/v1/exchange", headers, gzipSync(message));
  return { device, recorded, message, bytes };
}
