// What an index costs as it grows, whoever uses it: the same number of records goes into
// SQLite itself, with a table of events, one of states and as many indexes as the
// product's database has. Nothing is read, checked or signed. With identities that sort by
// time, as devices make them, records that come in together lie together in each index,
// and the slope is the logarithm that no database is without. With random ones each record
// has pages of its own in every index, as soon as there are enough pages.

import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import Database from "libsql";
import { uuid } from "../../../e2e/lib/index.js";
import { removeFolder, temporaryFolder } from "../../../e2e/lib/server.js";

const SCHEMA = `
  pragma journal_mode = wal; pragma synchronous = full;
  create table event (
    unit text, position integer, event blob, device blob, sequence integer, dossier blob, bytes blob,
    primary key (unit, position), unique (unit, event), unique (unit, device, sequence)
  );
  create index event_by_dossier on event (unit, dossier, position);
  create table state (unit text, dossier blob, code text, body blob, primary key (unit, dossier));
  create index state_by_code on state (unit, code)`;
const EVENT = "insert into event values ('H88.000.01', ?, ?, x'00', ?, ?, ?)";
const STATE = "insert into state values ('H88.000.01', ?, ?, ?)";
export const SORTED = () => uuid();
export const RANDOM = () => Buffer.from(randomUUID().replaceAll("-", ""), "hex");
const FILL_BATCH = 500;
const EVENT_BYTES = 900;

export class Indexes {
  #at = 0;

  static async open(identity) {
    const indexes = Object.assign(new Indexes(), { identity });
    indexes.folder = await temporaryFolder("log-n");
    indexes.db = new Database(join(indexes.folder, "log-n.db"));
    indexes.db.exec(SCHEMA);
    const [event, state] = [EVENT, STATE].map((text) => indexes.db.prepare(text));
    indexes.append = indexes.db.transaction((rows) => {
      for (const { position, id, dossier, bytes } of rows) {
        event.run(position, id, position, dossier, bytes);
        state.run(dossier, `H88.000.01-260105-A${position}`, bytes);
      }
    });
    return indexes;
  }

  #rows(count) {
    return Array.from({ length: count }, () => {
      this.#at += 1;
      return { position: this.#at, id: this.identity(), dossier: this.identity(), bytes: randomBytes(EVENT_BYTES) };
    });
  }

  fill(count) {
    for (let left = count; left > 0; left -= FILL_BATCH) this.append.immediate(this.#rows(Math.min(FILL_BATCH, left)));
  }

  /** Milliseconds of processor for so many more in one transaction. */
  round(count) {
    const rows = this.#rows(count);
    const before = process.cpuUsage();
    this.append.immediate(rows);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  }

  async dispose() {
    this.db.close();
    await removeFolder(this.folder);
  }
}
