// W3: one record goes up and one comes down.
//
// `headUp` is what the browser itself says in front of a request: no client can make it
// less. `headDown` is the server's. `records` is what the two records take, packed, with
// nothing around them: with `headUp` the least that anybody sends. A record of the product
// has more in it than that (what the form showed of the fee, the appointment, the service),
// and around both lies what does not pack: two signatures (128 bytes), six hashes (192:
// what came before each record, the cursor, the question, one's own record, the catalogue)
// and nine ids (144).

import { gzipSync } from "node:zlib";
import { dossier } from "../lib/dossiers.js";
import { median } from "../lib/figures.js";
import { TURNS } from "../sizes.js";
import { mustHold, pause, withDevice } from "./common.js";

/** What a contender sends after it says that it is done counts too. */
const TRAILING_MS = 300;

const packed = (number) => gzipSync(JSON.stringify(dossier(number))).length;

export const w3 = {
  title: "W3 one record each way",
  needs: "openDevice",
  metrics: { ms: "ms", bytes: "KiB", headUp: "KiB", headDown: "KiB", records: "KiB", turns: "" },
  run: (contender, bench) =>
    withDevice(contender, bench, async (device, server) => {
      const samples = [];
      // The first one, which may register the device, is not counted.
      for (let at = 0; at <= TURNS; at += 1) {
        await device.recordOne(2 * at);
        await contender.seed(server, 2 * at + 1, 1);
        const mark = device.line.mark();
        const { ms } = await device.sync(2 * at + 2);
        await pause(TRAILING_MS);
        samples.push({ ms, ...device.line.since(mark), records: packed(2 * at) + packed(2 * at + 1) });
        device.rest();
      }
      await mustHold(contender, server, 2 * TURNS + 2);
      const middle = (part) => median(samples.slice(1).map((sample) => sample[part]));
      return Object.fromEntries(Object.keys(w3.metrics).map((part) => [part, middle(part)]));
    }),
};
