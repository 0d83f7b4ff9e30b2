// Growth: a push and a pull of the same size while the server and the device
// hold more and more. The slope is the last over the first.

import { GROWN, GROWTH } from "../sizes.js";
import { mustHold, withDevice } from "./common.js";

const metrics = Object.fromEntries(["push", "pull"].flatMap((what) => [...GROWN.map((size) => [`${what}@${size}`, "ms"]), [`${what} slope`, "x"]]));

export const growth = {
  title: `Growth: push and pull of ${GROWTH} beside ${GROWN.join(", ")} dossiers`,
  needs: "openDevice",
  metrics,
  run: (contender, bench) =>
    withDevice(contender, bench, async (device, server) => {
      const times = {};
      let held = 0;
      for (const size of GROWN) {
        await contender.seed(server, held, size - held);
        await device.pull(size);
        device.rest();
        await device.record(size, GROWTH);
        times[`push@${size}`] = (await device.push()).ms;
        device.rest();
        await contender.seed(server, size + GROWTH, GROWTH);
        held = size + 2 * GROWTH;
        times[`pull@${size}`] = (await device.pull(held)).ms;
        await mustHold(contender, server, held);
      }
      for (const what of ["push", "pull"]) times[`${what} slope`] = times[`${what}@${GROWN.at(-1)}`] / times[`${what}@${GROWN[0]}`];
      return times;
    }),
};
