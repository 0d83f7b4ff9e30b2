// The figures that are reported with a release, measured on this machine:
//
//   node tests/bench/run.js [--json] [sizes] [first-visit] [search] [push] [pull]
//
// `make bench` builds what is measured first.

import { cpus, totalmem } from "node:os";
import { table } from "./lib/figures.js";
import { firstVisit } from "./first-visit.js";
import { pull } from "./pull.js";
import { push } from "./push.js";
import { search } from "./search.js";
import { sizes } from "./sizes.js";

const MEASURES = { sizes, "first-visit": firstVisit, search, push, pull };

const wanted = process.argv.slice(2);
const json = wanted.includes("--json");
const names = wanted.filter((name) => !name.startsWith("--"));
const unknown = names.find((name) => !MEASURES[name]);
if (unknown) {
  console.error(`Unknown measure ${unknown}; there are ${Object.keys(MEASURES).join(", ")}.`);
  process.exit(2);
}

const machine = `${cpus().length} × ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB`;
const all = { machine, at: new Date().toISOString() };
const say = (rows) => json || console.log(table(rows));
say([["machine", machine]]);
for (const [name, measure] of Object.entries(MEASURES)) {
  if (names.length > 0 && !names.includes(name)) continue;
  const { figures, rows } = await measure();
  all[name] = figures;
  say(rows);
}
if (json) console.log(JSON.stringify(all, null, 2));
process.exit(0);
