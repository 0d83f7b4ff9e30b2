// W1: everything recorded without a line goes up when the line is back.

import { PUSH } from "../sizes.js";
import { mustHold, withDevice } from "./common.js";

export const w1 = {
  title: `W1 push of ${PUSH} dossiers recorded offline`,
  needs: "openDevice",
  metrics: { ms: "ms", bytes: "KiB", turns: "" },
  run: (contender, bench) =>
    withDevice(contender, bench, async (device, server) => {
      await device.record(0, PUSH);
      const mark = device.line.mark();
      const { ms } = await device.push();
      const { turns, bytes, up } = device.line.since(mark);
      await mustHold(contender, server, PUSH);
      return { ms, bytes, turns, up };
    }),
};
