// The baselines' server: takes a batch of lines into its database and answers
// with what is new. It checks nothing; that is its point.
//
// A body is lines of JSON: first { device, after }, then a record in each; an
// answer's first line is { accepted, cursor }.

import { assets, serve, settings } from "./serve.js";
import * as postgres from "./store-postgres.js";
import * as sqlite from "./store-sqlite.js";

const { port, script, database } = settings();
const store = await (database.startsWith("postgres:") ? postgres : sqlite).open(database);

async function exchange(text) {
  const [first, ...lines] = text.split("\n");
  const { device, after } = JSON.parse(first);
  const rows = lines.map((line) => ({ id: JSON.parse(line).id, body: line }));
  await store.append(device, rows);
  if (after === undefined) return { body: JSON.stringify({ accepted: rows.length }) };
  const { cursor, bodies } = await store.news(device, after);
  return { type: "application/x-ndjson", body: [JSON.stringify({ accepted: rows.length, cursor }), ...bodies].join("\n") };
}

serve(port, {
  ...assets(script),
  "POST /exchange": exchange,
  "GET /count": async () => ({ body: JSON.stringify({ count: await store.count() }) }),
});
