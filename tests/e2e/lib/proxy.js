// A TCP proxy with faults, used as the address that the browser sees.
//
//   const proxy = await FaultProxy.start(server.port);
//   proxy.refuse(); proxy.blackhole(); proxy.delay(800); proxy.pass();
//   const trap = proxy.trap({ match: "POST /api/v1/exchange", direction: "down", afterBytes: 0,
//                             then: () => server.kill() });
//   … the page pushes …
//   await trap.sprung;
//
// Direction "up" is browser to server, "down" is server to browser. `afterBytes`
// counts from the first byte of the matching request (up), or of what the server
// sends after that (down): down 0 is "committed, but nobody heard". A trap lets
// exactly that many bytes through, runs `then`, and resets both ends. It springs once.

import { connect, createServer } from "node:net";

export class FaultProxy {
  static async start(targetPort, port = 0) {
    const proxy = new FaultProxy();
    Object.assign(proxy, { targetPort, mode: "pass", delayMs: 0, traps: [], repeats: [], echoes: new Set(), links: new Set() });
    proxy.bytes = { up: 0, down: 0 };
    proxy.listener = createServer({ allowHalfOpen: true }, (browser) => proxy.#accept(browser));
    await new Promise((resolve, reject) => {
      proxy.listener.once("error", reject);
      proxy.listener.listen(port, "127.0.0.1", resolve);
    });
    proxy.port = proxy.listener.address().port;
    return proxy;
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Everything through, at once. What hung in a black hole is cut off, to be tried again. */
  pass() {
    if (this.mode === "blackhole") this.#resetAll();
    Object.assign(this, { mode: "pass", delayMs: 0 });
  }

  /** Connections are reset, open ones too: the server is down. */
  refuse() {
    this.mode = "refuse";
    this.#resetAll();
  }

  /** Connections stay open and nothing ever arrives: a dead line. */
  blackhole() {
    this.mode = "blackhole";
  }

  /** Each piece of data, in both directions, arrives that much later. */
  delay(ms) {
    Object.assign(this, { mode: "pass", delayMs: ms });
  }

  /** Cuts the connection at an exact byte; see the top of the file. */
  trap({ match = "", direction = "up", afterBytes = 0, then = () => {} }) {
    const trap = { match, direction, afterBytes, then };
    trap.sprung = new Promise((resolve) => (trap.spring = resolve));
    this.traps.push(trap);
    return trap;
  }

  /**
   * The line sends a matching request twice, once: over a second connection, together
   * with the first or, when `late`, as soon as the server answers that.
   */
  repeat({ match, late = false }) {
    const repeat = { match, late, pieces: [] };
    repeat.answer = new Promise((resolve) => (repeat.answered = resolve));
    this.repeats.push(repeat);
    return repeat;
  }

  async dispose() {
    this.#resetAll();
    for (const socket of this.echoes) socket.destroy();
    await new Promise((resolve) => this.listener.close(resolve));
  }

  #accept(browser) {
    if (this.mode === "refuse") return void browser.resetAndDestroy();
    const server = connect({ port: this.targetPort, host: "127.0.0.1", allowHalfOpen: true });
    const link = { browser, server, trap: undefined, counted: 0 };
    this.links.add(link);
    for (const socket of [browser, server]) {
      socket.on("error", () => this.#reset(link));
      socket.on("close", () => this.#reset(link));
    }
    this.#carry(link, browser, server, "up");
    this.#carry(link, server, browser, "down");
  }

  #carry(link, from, to, direction) {
    let line = Promise.resolve(); // pieces stay in order, delayed or not
    const later = (deliver) => {
      const ms = this.delayMs;
      if (ms === 0) return void (line = line.then(deliver));
      const due = new Promise((resolve) => setTimeout(resolve, ms));
      line = line.then(() => due).then(deliver);
    };
    from.on("data", (piece) => {
      if (this.mode === "blackhole") return;
      later(() => this.#deliver(link, piece, to, direction));
    });
    from.on("end", () => {
      if (this.mode !== "blackhole") later(() => void to.end());
    });
  }

  async #deliver(link, piece, to, direction) {
    let start = 0;
    if (direction === "up") this.#note(link, piece);
    else this.#noted(link);
    if (direction === "up") {
      const armed = this.traps.find((trap) => piece.includes(trap.match));
      // Each request is tried: one whose answer is too short does not use a trap up.
      if (armed && (armed.match || link.trap !== armed)) {
        Object.assign(link, { trap: armed, counted: 0 });
        start = piece.indexOf(armed.match);
      }
    }
    const { trap } = link;
    if (!this.traps.includes(trap) || trap.direction !== direction) return this.#forward(to, piece, direction);
    const size = piece.length - start;
    const room = trap.afterBytes - link.counted;
    link.counted += size;
    if (size < room) return this.#forward(to, piece, direction);
    this.traps.splice(this.traps.indexOf(trap), 1);
    await this.#forward(to, piece.subarray(0, start + room), direction);
    await trap.then();
    this.#reset(link);
    trap.spring();
  }

  /** Of a request that is to be repeated, what comes up. */
  #note(link, piece) {
    if (!link.repeat) {
      const at = this.repeats.findIndex(({ match }) => piece.includes(match));
      if (at < 0) return;
      [link.repeat] = this.repeats.splice(at, 1);
      piece = piece.subarray(piece.indexOf(link.repeat.match));
      if (!link.repeat.late) link.repeat.socket = this.#echo(link.repeat);
    }
    if (link.repeat.late) link.repeat.pieces.push(piece);
    else link.repeat.socket.write(piece);
  }

  /** The server answers: the request was whole. */
  #noted(link) {
    const { repeat } = link;
    link.repeat = undefined;
    if (repeat?.late) this.#echo(repeat).write(Buffer.concat(repeat.pieces));
  }

  /** A second connection, for a request that is repeated. */
  #echo(repeat) {
    const socket = connect({ port: this.targetPort, host: "127.0.0.1" });
    this.echoes.add(socket);
    let bytes = Buffer.alloc(0);
    socket.on("error", () => {});
    socket.on("data", (piece) => {
      bytes = Buffer.concat([bytes, piece]);
      const answer = read(bytes);
      if (answer) repeat.answered(answer);
    });
    return socket;
  }

  #forward(to, piece, direction) {
    if (piece.length === 0 || to.destroyed) return;
    this.bytes[direction] += piece.length;
    return new Promise((resolve) => to.write(piece, () => resolve()));
  }

  #reset(link) {
    if (!this.links.delete(link)) return;
    for (const socket of [link.browser, link.server]) if (!socket.destroyed) socket.resetAndDestroy();
  }

  #resetAll() {
    for (const link of [...this.links]) this.#reset(link);
  }
}

/** A whole response of known length, or nothing. */
function read(bytes) {
  const end = bytes.indexOf("\r\n\r\n");
  if (end < 0) return;
  const [first, ...lines] = bytes.toString("latin1", 0, end).split("\r\n");
  const headers = Object.fromEntries(lines.map((line) => line.split(/:\s*/, 2)).map(([name, value]) => [name.toLowerCase(), value]));
  const body = bytes.subarray(end + 4);
  const size = Number(headers["content-length"] ?? 0);
  if (body.length >= size) return { status: Number(first.split(" ")[1]), headers, body: body.subarray(0, size) };
}
