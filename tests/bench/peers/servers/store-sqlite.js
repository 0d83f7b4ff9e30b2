// The same log in SQLite: write-ahead log, every commit synced to the disk.

import Database from "libsql";

export async function open(file) {
  const db = new Database(file);
  db.exec("pragma journal_mode = wal; pragma synchronous = full; create table if not exists record (position integer primary key, id text not null unique, device text not null, body text not null)");
  const insert = db.prepare("insert into record (id, device, body) values (?, ?, ?) on conflict (id) do nothing");
  const news = db.prepare("select position, body from record where position > ? and device <> ? order by position");
  const count = db.prepare("select count(*) as count from record");
  const append = db.transaction((device, rows) => {
    for (const { id, body } of rows) insert.run(id, device, body);
  });
  return {
    append: async (device, rows) => rows.length > 0 && append.immediate(device, rows),
    async news(device, after) {
      const rows = news.all(after, device);
      return { cursor: rows.at(-1)?.position ?? after, bodies: rows.map(({ body }) => body) };
    },
    count: async () => count.get().count,
  };
}
