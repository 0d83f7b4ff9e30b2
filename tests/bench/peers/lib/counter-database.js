// The product's database, past its server: to count, and to add units, of which
// the demo commune is only one.

import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import Database from "libsql";
import pg from "pg";

const COUNT = "select count(*) as count from dossier";
const UNIT = "insert into unit (unit_id, name) values (?1, ?2)";
const OFFICER = `insert into officer (unit_id, officer_id, login, name, position, password_hash)
  select ?1, ?2, ?3, name, position, password_hash from officer where login = ?4`;

/** What either database is asked: `work` is given `run(statement, values)`, which yields rows. */
async function onSqlite(dataDir, work) {
  const name = readdirSync(dataDir).find((name) => /\.(db|sqlite3?)$/.test(name));
  const db = new Database(join(dataDir, name));
  try {
    return await work(async (text, values = []) => {
      const statement = db.prepare(text);
      return statement.reader ? statement.all(...values) : statement.run(...values);
    });
  } finally {
    db.close();
  }
}

async function onPostgres(address, work) {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  try {
    return await work(async (text, values = []) => (await client.query(text.replaceAll("?", "$"), values)).rows);
  } finally {
    await client.end();
  }
}

/** The database at a folder or at an address of PostgreSQL. */
const opened = (place, work) => (/^postgres:/.test(place) ? onPostgres : onSqlite)(place, work);

/** How many dossiers there are in all units. */
export const countDossiers = (place) => opened(place, async (run) => Number((await run(COUNT))[0].count));

/** Adds units of one officer each, with the password of the officer `like`; returns their names to sign in. */
export const addUnits = (place, like, count) =>
  opened(place, async (run) => {
    const names = Array.from({ length: count }, (_, at) => `bench-${at}`);
    await run("begin");
    for (const [at, login] of names.entries()) {
      const id = `H88.${String(at).padStart(3, "0")}.01`;
      await run(UNIT, [id, `Xã số ${at}`]);
      await run(OFFICER, [id, randomBytes(16), login, like]);
    }
    await run("commit");
    return names;
  });
