// W2: a fresh device fetches everything; then its page is loaded anew.

import { PULL } from "../sizes.js";
import { withDevice } from "./common.js";

const SLOW = 4;

export const w2 = {
  title: `W2 first pull of ${PULL} dossiers, then reopening`,
  needs: "openDevice",
  metrics: { ms: "ms", first: "ms", bytes: "KiB", turns: "", heap: "MiB", reopen: "ms", reopenSlow: "ms" },
  run: (contender, bench) =>
    withDevice(
      contender,
      bench,
      async (device, server) => {
        await contender.seed(server, 0, PULL);
        const mark = device.line.mark();
        const { ms, firstMs } = await device.pull(PULL);
        const { turns, bytes } = device.line.since(mark);
        const heap = await device.heap();
        await device.reopen(); // once unmeasured: code caches are warm, as on any later day
        const reopen = await device.reopen();
        const session = await device.page.context().newCDPSession(device.page);
        await session.send("Emulation.setCPUThrottlingRate", { rate: SLOW });
        const reopenSlow = await device.reopen();
        return { ms, first: firstMs, bytes, turns, heap, reopen, reopenSlow };
      },
      { fresh: true },
    ),
};
