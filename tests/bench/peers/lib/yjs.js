// Dossiers in a document of Yjs, and its line to a server of y-websocket: the
// same on a page and in Node.js, which gives its `socket`.

import { createEncoder, toUint8Array, writeVarUint } from "lib0/encoding";
import { writeSyncStep1, writeUpdate } from "y-protocols/sync";
import { WebsocketProvider } from "y-websocket";
import { Doc, encodeStateAsUpdate } from "yjs";

/** First byte of the messages that carry the document, and second byte of the answer to what is asked. */
export const SYNC = 0;
export const ANSWER = 1;

function message(write, ...values) {
  const encoder = createEncoder();
  writeVarUint(encoder, SYNC);
  write(encoder, ...values);
  return toUint8Array(encoder);
}

/** Asks what this document lacks. */
export const question = (doc) => message(writeSyncStep1, doc);

export class Dossiers {
  constructor() {
    this.doc = new Doc();
    this.map = this.doc.getMap("dossiers");
  }

  /** One transaction, so one update. */
  put(some) {
    this.doc.transact(() => {
      for (const { id, ...rest } of some) this.map.set(id, rest);
    });
  }

  /** All of it, as the message that carries it. */
  update = () => message(writeUpdate, encodeStateAsUpdate(this.doc));

  /**
   * Both ways, to the end. The server gives no receipts but reads in order: what
   * it answers to a second question comes after it has read what was sent before.
   */
  async exchange(url, socket = WebSocket) {
    const { doc } = this;
    const options = { connect: false, disableBc: true, WebSocketPolyfill: socket };
    const line = (this.line ??= new WebsocketProvider(url, "dossiers", doc, options));
    let asked;
    await new Promise((resolve) => {
      const heard = (synced) => {
        if (!synced) return;
        if (asked === line.ws) {
          line.off("sync", heard);
          return void resolve();
        }
        asked = line.ws;
        line.synced = false;
        line.ws.send(question(doc));
      };
      line.on("sync", heard);
      line.connect();
    });
    line.disconnect();
  }

  close() {
    this.doc.destroy();
    this.line?.destroy();
  }
}
