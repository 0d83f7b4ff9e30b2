// Yjs with y-websocket and its server.

import WebSocket from "ws";
import { bundle } from "../lib/bundle.js";
import { dossiers } from "../lib/dossiers.js";
import { NodeServer } from "../lib/node-server.js";
import { PageDevice } from "../lib/page-device.js";
import { ANSWER, Dossiers, SYNC, question } from "../lib/yjs.js";

const SEED_BATCH = 1000;

const socketUrl = (server) => server.url.replace("http", "ws");

/** Sends what was prepared; the answer to the question behind it is the receipt. */
function leave(url, { update, question, count }) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.on("error", reject);
    socket.on("open", () => [update, question].forEach((message) => socket.send(message)));
    socket.on("message", (message) => {
      if (message[0] !== SYNC || message[1] !== ANSWER) return;
      socket.terminate();
      resolve(count);
    });
  });
}

export const yjs = {
  name: "yjs",
  package: "yjs",
  note: "its server keeps everything in memory, as it does unless told otherwise, and gives no receipts",
  startServer: async () => NodeServer.start("yjs.js", { script: await bundle("yjs") }),
  openDevice: (server, options) => PageDevice.open(server, options),
  async seed(server, from, count) {
    const device = new Dossiers();
    for (let at = from; at < from + count; at += SEED_BATCH) {
      device.put(dossiers(at, Math.min(SEED_BATCH, from + count - at)));
      await device.exchange(socketUrl(server), WebSocket);
    }
    device.close();
  },
  /** Each in a document of its own: colleagues' news is not what is measured. */
  async clients(server, count, records) {
    const prepared = Array.from({ length: count }, (_, at) => {
      const device = new Dossiers();
      device.put(dossiers(at * records, records));
      return { update: device.update(), question: question(device.doc), count: records };
    });
    return prepared.map((one, at) => () => leave(`${socketUrl(server)}/unit-${at}`, one));
  },
};
