// The same work done by the product and by its peers, in one run:
//
//   node tests/bench/peers/run.js [--json] [--only rxdb,packed,khongcho] [w1 w2 …]
//
// `make bench-peers` builds and installs what is measured first. Figures are
// medians of KHONGCHO_BENCH_RUNS runs; sizes.js has the other sizes. With --json
// the tables go to standard error.

import { readFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { resolve } from "node:path";
import { packed, packedOnSqlite, plain } from "./contenders/baseline.js";
import { khongcho, khongchoOnPostgres } from "./contenders/khongcho.js";
import { pouchdb } from "./contenders/pouchdb.js";
import { rxdb } from "./contenders/rxdb.js";
import { tinybase } from "./contenders/tinybase.js";
import { yjs } from "./contenders/yjs.js";
import { columns, medians, worded } from "./lib/figures.js";
import { TooLate } from "./lib/in-time.js";
import { Postgres } from "./lib/postgres.js";
import { PATIENCE_S, RUNS } from "./sizes.js";
import { TARGETS, judge } from "./targets.js";
import { w6 } from "./workloads/crowd.js";
import { r1, r2 } from "./workloads/faults.js";
import { growth } from "./workloads/growth.js";
import { w3 } from "./workloads/one-each-way.js";
import { w2 } from "./workloads/pull.js";
import { w1 } from "./workloads/push.js";
import { reconnect } from "./workloads/reconnect.js";
import { w4 } from "./workloads/save.js";
import { served } from "./workloads/served.js";

const CONTENDERS = [plain, packed, packedOnSqlite, pouchdb, rxdb, tinybase, yjs, khongcho, khongchoOnPostgres];
const OWN = [khongcho.name, khongchoOnPostgres.name];
const WORKLOADS = { w1, w2, w3, w4, w6, r1, r2, growth, served, reconnect };
/** Of these parts more is better. */
const MORE_IS_BETTER = new Set(["rate"]);

const { json, only, works } = readArguments(process.argv.slice(2));
const say = json ? console.error : console.log;
const bench = {
  results: {},
  late: {},
  clean: {},
  postgres: () => (bench.cluster ??= Postgres.start().then((cluster) => (bench.running = cluster))),
};
const failures = [];
// Whatever ends this program, the database goes with it.
process.on("exit", () => bench.running?.abandon());
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));

const machine = `${cpus().length} × ${cpus()[0].model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB`;
say(`${machine}; Node.js ${process.version}; ${versions()}; medians of ${RUNS}`);
for (const { name, note } of only) if (note) say(`${name}: ${note}`);
for (const name of works) {
  await measure(name);
  say(table(name));
}
const all = Object.fromEntries(works.map((name) => [name, medianOf(name)]));
say(verdicts(all));
const late = Object.entries(bench.late).flatMap(([name, who]) => [...who].map((contender) => `${name} ${contender}: more than ${PATIENCE_S} s`));
if (json) console.log(JSON.stringify({ machine, at: new Date().toISOString(), runs: RUNS, medians: all, results: bench.results, late, failures }, null, 2));
await bench.running?.dispose();
process.exit(failures.length > 0 ? 1 : 0);

function readArguments(given) {
  const stop = (message) => {
    console.error(message);
    process.exit(2);
  };
  const list = given.includes("--only") ? given.splice(given.indexOf("--only"), 2)[1].split(",") : undefined;
  const works = given.filter((word) => !word.startsWith("--"));
  const unknown = works.find((name) => !WORKLOADS[name]);
  if (unknown) stop(`Unknown workload ${unknown}; there are ${Object.keys(WORKLOADS).join(", ")}.`);
  const stranger = list?.find((name) => !CONTENDERS.some((contender) => contender.name === name));
  if (stranger) stop(`Unknown contender ${stranger}; there are ${CONTENDERS.map(({ name }) => name).join(", ")}.`);
  const only = CONTENDERS.filter(({ name }) => !list || list.includes(name));
  return { json: given.includes("--json"), only, works: works.length > 0 ? works : Object.keys(WORKLOADS) };
}

function versions() {
  const { dependencies } = JSON.parse(readFileSync(resolve(import.meta.dirname, "package.json"), "utf8"));
  return only.filter((contender) => contender.package).map((contender) => `${contender.name} ${dependencies[contender.package]}`).join(", ");
}

/** All contenders once, then all once more: what the machine does meanwhile hits everyone. */
async function measure(name) {
  const results = (bench.results[name] = {});
  const late = (bench.late[name] = new Set());
  for (let run = 1; run <= RUNS; run += 1) {
    for (const contender of only.filter((contender) => contender[WORKLOADS[name].needs] && !late.has(contender.name))) {
      const start = performance.now();
      try {
        (results[contender.name] ??= []).push(await WORKLOADS[name].run(contender, bench));
      } catch (error) {
        if (error instanceof TooLate) late.add(contender.name);
        else failures.push(`${name} ${contender.name}: ${error.message}`);
        console.error(`  ${name} ${contender.name} failed: ${error.stack}`);
      }
      console.error(`  ${name} ${contender.name} ${run}/${RUNS}: ${Math.round((performance.now() - start) / 1000)} s`);
    }
  }
}

function medianOf(name) {
  const measured = Object.entries(bench.results[name]).filter(([, runs]) => runs.length > 0);
  return Object.fromEntries(measured.map(([contender, runs]) => [contender, medians(runs)]));
}

/** A line for each figure, a column for each contender, and the ratio to the best peer. */
function table(name) {
  const { title, metrics } = WORKLOADS[name];
  const found = medianOf(name);
  const rows = Object.entries(metrics).map(([part, unit]) => {
    const peers = only.filter(({ name }) => !OWN.includes(name)).map(({ name }) => found[name]?.[part]).filter(Number.isFinite);
    const best = peers.length > 0 ? (MORE_IS_BETTER.has(part) ? Math.max : Math.min)(...peers) : NaN;
    const ratio = found.khongcho?.[part] / best;
    const cells = only.map((contender) => (bench.late[name].has(contender.name) ? `> ${PATIENCE_S} s` : worded(found[contender.name]?.[part], unit)));
    return [`  ${part}${unit && ` (${unit})`}`, ...cells, Number.isFinite(ratio) ? `${worded(ratio)}x` : "–"];
  });
  return `\n${columns([[title, ...only.map(({ name }) => name), "own/best"], ...rows])}`;
}

function verdicts(all) {
  const bounds = new Set();
  const rows = TARGETS.flatMap((target) => {
    const found = judge(target, all);
    if (!found) return [];
    if (!found.reached && target.why) bounds.add(`${target.work} ${target.part}: ${target.why}.`);
    const { work, part, own, of, times, atLeast } = target;
    const unit = WORKLOADS[work].metrics[part];
    const wanted = `${atLeast ? "at least" : "at most"} ${of ? `${times} of ${of}: ` : ""}${worded(found.bound, unit)} ${unit}`.trimEnd();
    return [[[work, part, own && `(${own})`].filter(Boolean).join(" "), worded(found.own, unit), wanted, `${worded(found.ratio)}x`, found.reached ? "reached" : "missed"]];
  });
  if (rows.length === 0) return "";
  const missed = bounds.size > 0 ? `\n\nWhat bounds those missed:\n${[...bounds].join("\n")}` : "";
  return `\n${columns([["target", "own", "wanted", "own/wanted", ""], ...rows])}${missed}`;
}
