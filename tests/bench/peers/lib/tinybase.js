// Dossiers in a store of TinyBase, and its line to a WsServer: the same on a page
// and in Node.js, which gives its `Socket`.

import { createMergeableStore } from "tinybase/mergeable-store";
import { createWsSynchronizer } from "tinybase/synchronizers/synchronizer-ws-client";

export const TABLE = "dossiers";
/** A client's usual patience of a second is too short for thousands of records. */
const ANSWER_S = 60;
/** The server's is a second; then it has to be told again. */
const AGAIN_MS = 1500;
const RESPONSE = 0;

export class Dossiers {
  store = createMergeableStore();

  put(some) {
    this.store.transaction(() => {
      for (const { id, ...rest } of some) this.store.setRow(TABLE, id, rest);
    });
  }

  /** Both ways, to the end; fails when the line is cut. */
  async exchange(url, Socket = WebSocket) {
    const socket = new Socket(url);
    const cut = new Promise((_, reject) => {
      socket.addEventListener("error", () => reject(new Error("no line")));
      socket.addEventListener("close", () => reject(new Error("the line was cut")));
    });
    const line = new Talk(this.store, socket);
    try {
      await Promise.race([line.settle(), cut]);
    } finally {
      await line.synchronizer?.destroy();
    }
  }
}

/** The server gives no receipts: what was sent has arrived when its hashes are ours. */
class Talk {
  constructor(store, socket) {
    Object.assign(this, { store, socket, theirs: "", spoken: 0, whenSpoken: () => {} });
  }

  #sent = (_to, _request, message) => {
    if (message !== RESPONSE) return;
    this.spoken += 1;
    this.whenSpoken();
  };

  #received = (_from, _request, message, body) => {
    if (message === RESPONSE && typeof body[0] === "number") this.theirs = String(body);
  };

  async settle() {
    const { store, socket } = this;
    this.synchronizer = await createWsSynchronizer(store, socket, ANSWER_S, this.#sent, this.#received);
    await this.synchronizer.startSync();
    let heard = 0;
    while (this.theirs !== String(store.getMergeableContentHashes())) {
      // Asked again when it has been told something, told again when it does not ask.
      if (heard === this.spoken) await this.#saysMore();
      if (heard === this.spoken) await this.synchronizer.save();
      heard = this.spoken;
      await this.synchronizer.load();
    }
  }

  #saysMore() {
    return new Promise((resolve) => {
      this.whenSpoken = resolve;
      setTimeout(resolve, AGAIN_MS);
    });
  }
}
