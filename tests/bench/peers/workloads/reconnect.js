// Reconnect: the network of a province is back, and every device sends its day at
// once, then asks until it is up to date. Requests are prepared outside the clock.
// Afterwards each unit's stream is pulled anew and held against what was recorded: where
// something is lost or doubled there are no figures.

import { createHash } from "node:crypto";
import { percentile } from "../../lib/figures.js";
import { DEVICES, DEVICES_OF_A_UNIT, DEVICE_RECORDS } from "../sizes.js";
import { withServer } from "./common.js";

const hash = (bytes) => createHash("sha256").update(bytes).digest("hex");

export const reconnect = {
  title: `${DEVICES} devices x ${DEVICE_RECORDS} envelopes`,
  needs: "devices",
  metrics: { rate: "/s", p50: "ms", p95: "ms", slowest: "ms", exchanges: "", busy: "", memory: "MiB", lost: "", doubled: "" },
  run: (contender, bench) =>
    withServer(contender, bench, async (server) => {
      const devices = await contender.devices(server, DEVICES, DEVICES_OF_A_UNIT, DEVICE_RECORDS);
      const times = [];
      let busy = 0;
      const heard = (ms, status) => {
        times.push(ms);
        if (status === 503) busy += 1;
      };
      await server.forgetPeak();
      const start = performance.now();
      await Promise.all(devices.map(({ comeBack }) => comeBack(heard)));
      const ms = performance.now() - start;
      const memory = await server.peakMemory();
      const { lost, doubled } = await audit(devices);
      if (lost > 0 || doubled > 0) throw new Error(`${contender.name}: of ${DEVICES * DEVICE_RECORDS} envelopes ${lost} are lost, ${doubled} doubled`);
      return {
        rate: (DEVICES * DEVICE_RECORDS) / (ms / 1000),
        p50: percentile(times, 50),
        p95: percentile(times, 95),
        slowest: Math.max(...times),
        exchanges: times.length,
        busy,
        memory,
        lost,
        doubled,
      };
    }),
};

/** What was recorded and is in no stream, and what is in one twice. */
async function audit(devices) {
  const wanted = new Set(devices.flatMap(({ recorded }) => recorded.map(hash)));
  const units = new Map(devices.map(({ device }) => [device.unit, device]));
  let [found, doubled] = [0, 0];
  for (const device of units.values()) {
    Object.assign(device, { after: 0, seen: null });
    const ids = new Set();
    for (const { id, bytes } of await device.pull()) {
      const key = id.toString("hex");
      if (ids.has(key)) doubled += 1;
      ids.add(key);
      if (wanted.delete(hash(bytes))) found += 1;
      else doubled += 1;
    }
  }
  return { lost: devices.reduce((sum, { recorded }) => sum + recorded.length, 0) - found, doubled };
}
