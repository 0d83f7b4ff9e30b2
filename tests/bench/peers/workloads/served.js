// Growth of the server: what a push and an incremental pull of the same size cost it
// while one unit holds more and more, and while there are more and more units. The
// slope is the last over the first; 1 says that what is already there costs nothing.
// `bare` is what the same inserts cost SQLite by itself (lib/log-n.js): the bound.

import { median } from "../lib/figures.js";
import { Indexes, RANDOM, SORTED } from "../lib/log-n.js";
import { SERVED, SERVED_EACH, SERVED_ROUNDS, SERVED_SIZE, SERVED_UNITS } from "../sizes.js";
import { pause, withServer } from "./common.js";

const series = { "": SERVED, u: SERVED_UNITS };
/** `processor` and `written` are what the server's process used for a round of both: on a busy machine they tell more than the clock. */
const parts = { push: "ms", pull: "ms", processor: "ms", written: "KiB" };
/** What the same inserts cost SQLite by itself, by the kind of identities. */
const bounds = { bare: SORTED, "bare random": RANDOM };
/** Nothing is measured before what the filling left to do, such as a baseline, is done. */
const QUIET_MS = 500;
const each = (name) => Object.entries(series).flatMap(([suffix, sizes]) => name(suffix, sizes));

export const served = {
  title: `Server's growth: push and pull of ${SERVED_SIZE} beside ${SERVED.join(", ")} dossiers, and beside ${SERVED_UNITS.join(", ")} units of ${SERVED_EACH}`,
  needs: "office",
  metrics: Object.fromEntries([
    ...each((suffix, sizes) =>
      Object.entries(parts).flatMap(([part, unit]) => [...sizes.map((size) => [`${part}@${size}${suffix}`, unit]), [`${part}${suffix && " units"} slope`, "x"]]),
    ),
    ...Object.keys(bounds).flatMap((name) => [...SERVED.map((size) => [`${name}@${size}`, "ms"]), [`${name} slope`, "x"]]),
  ]),
  run: async (contender, bench) => ({
    ...(await withServer(contender, bench, async (server) => {
      const [office] = await contender.office(server, 1);
      return grown("", server, SERVED, office, (size) => office.fill(size - office.held));
    })),
    ...(await withServer(contender, bench, async (server) => {
      const offices = await contender.office(server, SERVED_UNITS.at(-1));
      return grown("u", server, SERVED_UNITS, offices[0], async (size, held) => {
        for (const office of offices.slice(held, size)) await office.fill(SERVED_EACH);
      });
    })),
    ...(await bare("bare")),
    ...(await bare("bare random")),
  }),
};

async function bare(name) {
  const indexes = await Indexes.open(bounds[name]);
  try {
    const times = {};
    let held = 0;
    for (const size of SERVED) {
      indexes.fill(size - held);
      const rounds = Array.from({ length: SERVED_ROUNDS }, () => indexes.round(SERVED_SIZE));
      times[`${name}@${size}`] = rounds.reduce((sum, ms) => sum + ms, 0) / SERVED_ROUNDS;
      held = size + SERVED_ROUNDS * SERVED_SIZE;
    }
    return { ...times, [`${name} slope`]: times[`${name}@${SERVED.at(-1)}`] / times[`${name}@${SERVED[0]}`] };
  } finally {
    await indexes.dispose();
  }
}

/** Resolves when the server has nothing more to do; with the processor time that it has used. */
async function quiet(server) {
  for (let used = await server.processorTime(); ; ) {
    await pause(QUIET_MS);
    const now = await server.processorTime();
    if (now - used <= 10) return now;
    used = now;
  }
}

/** Medians of many rounds at each size, after `fill(size, before)`. */
async function grown(suffix, server, sizes, office, fill) {
  const times = {};
  let held = 0;
  for (const size of sizes) {
    await fill(size, held);
    held = size;
    const rounds = { push: [], pull: [] };
    const [before, writtenBefore] = [await quiet(server), await server.written()];
    for (let round = 0; round < SERVED_ROUNDS; round += 1) {
      const { push, pull } = await office.round(SERVED_SIZE);
      rounds.push.push(push);
      rounds.pull.push(pull);
    }
    for (const part of Object.keys(rounds)) times[`${part}@${size}${suffix}`] = median(rounds[part]);
    times[`processor@${size}${suffix}`] = ((await quiet(server)) - before) / SERVED_ROUNDS;
    times[`written@${size}${suffix}`] = ((await server.written()) - writtenBefore) / SERVED_ROUNDS;
  }
  for (const part of Object.keys(parts)) {
    const [first, last] = [sizes[0], sizes.at(-1)].map((size) => times[`${part}@${size}${suffix}`]);
    times[`${part}${suffix && " units"} slope`] = last / first;
  }
  return times;
}
