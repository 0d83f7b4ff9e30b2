// W6: many clients at once, each with records to leave. Requests are prepared
// and answers are checked outside the clock: the server is what is measured.
// `processor` is what the server's process used, without its database's where that
// is another; `asking` what this one did, which shares the machine.

import { inTime } from "../lib/in-time.js";
import { CLIENTS, CLIENT_RECORDS } from "../sizes.js";
import { mustHold, withServer } from "./common.js";

export const w6 = {
  title: `W6 ${CLIENTS} clients x ${CLIENT_RECORDS} records`,
  needs: "clients",
  metrics: { rate: "/s", slowest: "ms", processor: "ms", asking: "ms", memory: "MiB" },
  run: (contender, bench) =>
    withServer(contender, bench, async (server) => {
      const clients = await contender.clients(server, CLIENTS, CLIENT_RECORDS);
      await server.forgetPeak();
      const before = await server.processorTime();
      const asked = process.cpuUsage();
      const start = performance.now();
      const ends = [];
      const asking = clients.map(async (client) => {
        const answer = await client();
        ends.push(performance.now() - start);
        return answer;
      });
      const answers = await inTime(Promise.all(asking));
      const ms = performance.now() - start;
      const { user, system } = process.cpuUsage(asked);
      const processor = (await server.processorTime()) - before;
      const accepted = await Promise.all(answers.map((answer) => (typeof answer === "function" ? answer() : answer)));
      const sum = accepted.reduce((sum, count) => sum + count, 0);
      if (sum !== CLIENTS * CLIENT_RECORDS) throw new Error(`${contender.name}: ${sum} records acknowledged`);
      await mustHold(contender, server, sum);
      return { rate: sum / (ms / 1000), slowest: Math.max(...ends), processor, asking: (user + system) / 1000, memory: await server.peakMemory() };
    }),
};
