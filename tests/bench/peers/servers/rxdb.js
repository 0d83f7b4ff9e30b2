// A server for RxDB's HTTP replication, as its documentation builds one: a
// document table in PostgreSQL, conflicts found by comparing with the assumed
// master state, a checkpoint of sequence and id.

import pg from "pg";
import { assets, serve, settings } from "./serve.js";

const CONNECTIONS = 10;

const { port, script, database } = settings();
const pool = new pg.Pool({ connectionString: database, max: CONNECTIONS });
await pool.query(`
  create sequence if not exists written;
  create table if not exists dossier (id text primary key, written bigint not null, doc json not null);
  create index if not exists dossier_by_written on dossier (written, id);`);

async function push(text) {
  const rows = JSON.parse(text);
  const client = await pool.connect();
  try {
    await client.query("begin");
    const ids = rows.map(({ newDocumentState }) => newDocumentState.id);
    const known = await client.query("select id, doc from dossier where id = any($1) for update", [ids]);
    const masters = new Map(known.rows.map(({ id, doc }) => [id, doc]));
    const conflicts = [];
    const wanted = rows.filter(({ newDocumentState, assumedMasterState }) => {
      const master = masters.get(newDocumentState.id);
      if (!master || JSON.stringify(master) === JSON.stringify(assumedMasterState)) return true;
      conflicts.push(master);
      return false;
    });
    const docs = wanted.map(({ newDocumentState }) => newDocumentState);
    await client.query(
      `insert into dossier (id, written, doc)
       select id, nextval('written'), doc::json from unnest($1::text[], $2::text[]) as new (id, doc)
       on conflict (id) do update set written = excluded.written, doc = excluded.doc`,
      [docs.map(({ id }) => id), docs.map((doc) => JSON.stringify(doc))],
    );
    await client.query("commit");
    return { body: JSON.stringify(conflicts) };
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}

async function pull(_, query) {
  const [written, id, limit] = [query.get("written"), query.get("id"), query.get("limit")];
  const { rows } = await pool.query("select id, written, doc::text as doc from dossier where (written, id) > ($1, $2) order by written, id limit $3", [written, id, limit]);
  const last = rows.at(-1);
  const checkpoint = last ? { written: Number(last.written), id: last.id } : { written: Number(written), id };
  return { body: `{"checkpoint":${JSON.stringify(checkpoint)},"documents":[${rows.map(({ doc }) => doc).join(",")}]}` };
}

serve(port, {
  ...assets(script),
  "POST /push": push,
  "GET /pull": pull,
  "GET /count": async () => ({ body: JSON.stringify({ count: Number((await pool.query("select count(*) from dossier")).rows[0].count) }) }),
});
