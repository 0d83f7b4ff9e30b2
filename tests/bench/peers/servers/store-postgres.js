// A log of records in PostgreSQL.

import pg from "pg";

const CONNECTIONS = 10;

export async function open(address) {
  const pool = new pg.Pool({ connectionString: address, max: CONNECTIONS });
  await pool.query("create table if not exists record (position bigserial primary key, id text not null unique, device text not null, body text not null)");
  return {
    async append(device, rows) {
      if (rows.length === 0) return;
      await pool.query("insert into record (id, device, body) select id, $1, body from unnest($2::text[], $3::text[]) as new (id, body) on conflict (id) do nothing", [
        device,
        rows.map(({ id }) => id),
        rows.map(({ body }) => body),
      ]);
    },
    async news(device, after) {
      const { rows } = await pool.query("select position, body from record where position > $1 and device <> $2 order by position", [after, device]);
      return { cursor: Number(rows.at(-1)?.position ?? after), bodies: rows.map(({ body }) => body) };
    },
    count: async () => Number((await pool.query("select count(*) from record")).rows[0].count),
  };
}
