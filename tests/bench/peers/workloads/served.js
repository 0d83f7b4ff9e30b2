// Growth of the server: what a push and an incremental pull of the same size cost it
// while one unit holds more and more, and while there are more and more units. The
// slope is the last over the first; 1 says that what is already there costs nothing.

import { median } from "../lib/figures.js";
import { SERVED, SERVED_EACH, SERVED_ROUNDS, SERVED_SIZE, SERVED_UNITS } from "../sizes.js";
import { withServer } from "./common.js";

const series = { "": SERVED, u: SERVED_UNITS };
/** `processor` is what the server's process used for a round of both: on a busy machine it tells more than the clock. */
const parts = ["push", "pull", "processor"];
const each = (name) => Object.entries(series).flatMap(([suffix, sizes]) => name(suffix, sizes));

export const served = {
  title: `Server's growth: push and pull of ${SERVED_SIZE} beside ${SERVED.join(", ")} dossiers, and beside ${SERVED_UNITS.join(", ")} units of ${SERVED_EACH}`,
  needs: "office",
  metrics: Object.fromEntries(
    each((suffix, sizes) =>
      parts.flatMap((part) => [...sizes.map((size) => [`${part}@${size}${suffix}`, "ms"]), [`${part}${suffix && " units"} slope`, "x"]]),
    ),
  ),
  run: async (contender, bench) => ({
    ...(await withServer(contender, bench, async (server) => {
      const [office] = await contender.office(server, 1);
      return grown("", server, SERVED, office, (size, held) => office.fill(size - held));
    })),
    ...(await withServer(contender, bench, async (server) => {
      const offices = await contender.office(server, SERVED_UNITS.at(-1));
      return grown("u", server, SERVED_UNITS, offices[0], async (size, held) => {
        for (const office of offices.slice(held, size)) await office.fill(SERVED_EACH);
      });
    })),
  }),
};

/** Medians of many rounds at each size, after `fill(size, before)`. */
async function grown(suffix, server, sizes, office, fill) {
  const times = {};
  let held = 0;
  for (const size of sizes) {
    await fill(size, held);
    held = size;
    const rounds = { push: [], pull: [] };
    const before = await server.processorTime();
    for (let round = 0; round < SERVED_ROUNDS; round += 1) {
      const { push, pull } = await office.round(SERVED_SIZE);
      rounds.push.push(push);
      rounds.pull.push(pull);
    }
    for (const part of Object.keys(rounds)) times[`${part}@${size}${suffix}`] = median(rounds[part]);
    times[`processor@${size}${suffix}`] = ((await server.processorTime()) - before) / SERVED_ROUNDS;
  }
  for (const part of parts) {
    const [first, last] = [sizes[0], sizes.at(-1)].map((size) => times[`${part}@${size}${suffix}`]);
    times[`${part}${suffix && " units"} slope`] = last / first;
  }
  return times;
}
