// The product's database, past its server: to count, and to add units, of which
// the demo commune is only one.

import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";

function opened(dataDir, work) {
  const name = readdirSync(dataDir).find((name) => /\.(db|sqlite3?)$/.test(name));
  const db = new Database(join(dataDir, name));
  try {
    return work(db);
  } finally {
    db.close();
  }
}

/** How many dossiers there are in all units. */
export const countDossiers = (dataDir) => opened(dataDir, (db) => db.prepare("select count(*) as count from dossier").get().count);

/** Adds units of one officer each, with the password of the officer `like`; returns their names to sign in. */
export const addUnits = (dataDir, like, count) =>
  opened(dataDir, (db) => {
    const unit = db.prepare("insert into unit (unit_id, name) values (?, ?)");
    const officer = db.prepare("insert into officer (unit_id, officer_id, login, name, position, password_hash) select ?, ?, ?, name, position, password_hash from officer where login = ?");
    const add = db.transaction(() =>
      Array.from({ length: count }, (_, at) => {
        const [id, login] = [`H88.${String(at).padStart(3, "0")}.01`, `bench-${at}`];
        unit.run(id, `Xã số ${at}`);
        officer.run(id, randomBytes(16), login, like);
        return login;
      }),
    );
    return add();
  });
