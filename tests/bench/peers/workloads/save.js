// W4: one local save, on the disk when it counts as done.

import { percentile } from "../../lib/figures.js";
import { SAVES } from "../sizes.js";
import { withDevice } from "./common.js";

/** Every contender's transactions are strict here: browsers' default is less than durable. */
function strict() {
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    return transaction.call(this, stores, mode, mode === "readwrite" ? { ...options, durability: "strict" } : options);
  };
}

export const w4 = {
  title: `W4 one local save, strict, of ${SAVES}`,
  needs: "openDevice",
  metrics: { p50: "ms", p95: "ms", p99: "ms", clicked50: "ms", clicked99: "ms", shown99: "ms" },
  run: (contender, bench) =>
    withDevice(
      contender,
      bench,
      async (device) => {
        const times = await device.save(0, SAVES);
        const of = (times, part) => times && percentile(times, part);
        return {
          p50: of(times, 50),
          p95: of(times, 95),
          p99: of(times, 99),
          clicked50: of(device.clicked, 50),
          clicked99: of(device.clicked, 99),
          shown99: of(device.shown, 99),
        };
      },
      { prepare: strict },
    ),
};
