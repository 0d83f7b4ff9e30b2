// R1 and R2: what a server's death and a cut line cost.

import { CRASH, PUSH } from "../sizes.js";
import { mustHold, withDevice } from "./common.js";
import { w1 } from "./push.js";

/** Killed half-way through a push and again when all is acknowledged. */
export const r1 = {
  title: `R1 server killed, ${CRASH} dossiers`,
  needs: "openDevice",
  metrics: { lost: "" },
  run: (contender, bench) =>
    withDevice(contender, bench, async (device, server) => {
      await device.record(0, CRASH);
      const halfway = ((await cleanBytes(contender, bench)) * CRASH) / PUSH / 2;
      const cut = device.line.cut(Math.round(halfway), () => server.crash());
      await Promise.all([device.push(), cut]);
      await server.crash();
      return { lost: CRASH - (await server.count()) };
    }),
};

/** Bytes up, with the line cut at half of them, as a part of those without the cut. */
export const r2 = {
  title: `R2 line cut half-way, ${PUSH} dossiers`,
  needs: "openDevice",
  metrics: { again: "x" },
  run: (contender, bench) =>
    withDevice(contender, bench, async (device, server) => {
      const clean = await cleanBytes(contender, bench);
      await device.record(0, PUSH);
      const mark = device.line.mark();
      const cut = device.line.cut(Math.round(clean / 2));
      await Promise.all([device.push(), cut]);
      const { up } = device.line.since(mark);
      await mustHold(contender, server, PUSH);
      return { again: up / clean };
    }),
};

/** Bytes that an undisturbed push sends up, from W1 of this run where it was asked for. */
async function cleanBytes(contender, bench) {
  const measured = (bench.results.w1?.[contender.name] ?? [])[0];
  return (bench.clean[contender.name] ??= (measured ?? (await w1.run(contender, bench))).up);
}
