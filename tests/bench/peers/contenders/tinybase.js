// TinyBase with its synchronizer over web sockets and its server.

import WebSocket from "ws";
import { bundle } from "../lib/bundle.js";
import { dossiers } from "../lib/dossiers.js";
import { NodeServer } from "../lib/node-server.js";
import { PageDevice } from "../lib/page-device.js";
import { Dossiers } from "../lib/tinybase.js";

const SEED_BATCH = 2000;

const socketUrl = (server) => server.url.replace("http", "ws");

function holding(from, count) {
  const device = new Dossiers();
  device.put(dossiers(from, count));
  return device;
}

export const tinybase = {
  name: "tinybase",
  package: "tinybase",
  note: "its server keeps everything in memory, lets the first client of a store wait a second, and no message may exceed 16 MiB",
  startServer: async () => NodeServer.start("tinybase.js", { script: await bundle("tinybase") }),
  openDevice: (server, options) => PageDevice.open(server, options),
  async seed(server, from, count) {
    const device = new Dossiers();
    for (let at = from; at < from + count; at += SEED_BATCH) {
      device.put(dossiers(at, Math.min(SEED_BATCH, from + count - at)));
      await device.exchange(`${socketUrl(server)}/dossiers`, WebSocket);
    }
  },
  /** Each in a store of its own: colleagues' news is not what is measured. */
  async clients(server, count, records) {
    const prepared = Array.from({ length: count }, (_, at) => holding(at * records, records));
    return prepared.map((one, at) => async () => {
      await one.exchange(`${socketUrl(server)}/unit-${at}`, WebSocket);
      return records;
    });
  },
};
