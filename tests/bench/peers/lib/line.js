// The line between a device and its server: a TCP proxy that counts bytes and
// HTTP requests, and can be down or be cut at a byte.
//
//   const line = await Line.start(server.port);
//   const mark = line.mark();  … work …  line.since(mark)  // { turns, up, down }

import { connect, createServer } from "node:net";

export class Line {
  static async start(targetPort, { standing } = {}) {
    const line = new Line();
    Object.assign(line, { targetPort, standing, open: true, links: new Set(), turns: [] });
    line.listener = createServer({ allowHalfOpen: true }, (device) => line.#accept(device));
    await new Promise((resolve, reject) => {
      line.listener.once("error", reject);
      line.listener.listen(0, "127.0.0.1", resolve);
    });
    line.url = `http://127.0.0.1:${line.listener.address().port}`;
    return line;
  }

  /** No connection comes through, open ones are reset. */
  down() {
    this.open = false;
    this.#resetAll();
  }

  up() {
    this.open = true;
  }

  mark = () => this.turns.length;

  /** What went over the line since, without what the contender calls standing: no part of the work. */
  since(mark) {
    const turns = this.turns.slice(mark).filter(({ path }) => !this.standing?.test(path));
    const sum = (part) => turns.reduce((sum, turn) => sum + turn[part], 0);
    const [up, down] = [sum("up"), sum("down")];
    return { turns: turns.length, up, down, bytes: up + down, headUp: sum("headUp"), headDown: sum("headDown"), paths: turns.map(({ method, path }) => `${method} ${path}`) };
  }

  /** Cuts the connection once so many bytes more went up, does `then`; resolves when it has. */
  cut(afterBytes, then = () => {}) {
    return new Promise((resolve, reject) => (this.knife = { left: afterBytes, then, resolve, reject }));
  }

  async dispose() {
    this.#resetAll();
    await new Promise((resolve) => this.listener.close(resolve));
  }

  #accept(device) {
    if (!this.open) return void device.resetAndDestroy();
    const server = connect({ port: this.targetPort, host: "127.0.0.1", allowHalfOpen: true });
    const link = { device, server, requests: new Requests(this.turns) };
    this.links.add(link);
    for (const socket of [device, server]) {
      socket.setNoDelay(true);
      socket.on("error", () => this.#reset(link));
      socket.on("close", () => this.#reset(link));
    }
    this.#carry(device, server, (piece) => this.#upwards(link, piece));
    this.#carry(server, device, (piece) => {
      link.requests.down(piece);
      return piece;
    });
  }

  #carry(from, to, pass) {
    from.on("data", (piece) => {
      const passed = pass(piece);
      if (passed.length === 0 || to.destroyed) return;
      if (!to.write(passed)) {
        from.pause();
        to.once("drain", () => from.resume());
      }
    });
    from.on("end", () => to.end());
  }

  #upwards(link, piece) {
    const { knife } = this;
    if (!knife || piece.length < knife.left) {
      if (knife) knife.left -= piece.length;
      link.requests.up(piece);
      return piece;
    }
    this.knife = undefined;
    const passed = piece.subarray(0, knife.left);
    link.requests.up(passed);
    link.server.write(passed, () => {
      this.#resetAll();
      Promise.resolve(knife.then()).then(knife.resolve, knife.reject);
    });
    return Buffer.alloc(0);
  }

  #reset(link) {
    if (!this.links.delete(link)) return;
    for (const socket of [link.device, link.server]) if (!socket.destroyed) socket.resetAndDestroy();
  }

  #resetAll() {
    for (const link of [...this.links]) this.#reset(link);
  }
}

/**
 * Finds where requests begin in what goes up one connection (HTTP/1.1, bodies with
 * a length). On a web socket a turn begins when the device speaks after it has heard.
 */
class Requests {
  constructor(turns) {
    Object.assign(this, { turns, head: "", bodyLeft: 0, current: undefined, heard: false });
  }

  up(piece) {
    if (this.bodyLeft === Infinity && this.heard) this.#turn({ ...this.current, up: 0, headUp: 0, down: 0, headDown: 0 });
    let at = 0;
    while (at < piece.length) {
      if (this.bodyLeft > 0) {
        const size = Math.min(this.bodyLeft, piece.length - at);
        this.bodyLeft -= size;
        this.current.up += size;
        at += size;
        continue;
      }
      const before = this.head.length;
      this.head += piece.toString("latin1", at);
      const end = this.head.indexOf("\r\n\r\n");
      if (end < 0) return;
      at += end + 4 - before;
      this.#begin(this.head.slice(0, end + 4));
      this.head = "";
    }
  }

  #begin(head) {
    const [method, path] = head.split(" ", 2);
    if (/^transfer-encoding:/im.test(head)) throw new Error(`${method} ${path}: a body without a length cannot be counted`);
    this.bodyLeft = /^upgrade:/im.test(head) ? Infinity : Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
    this.#turn({ method, path, up: head.length, headUp: head.length, down: 0, headDown: 0 });
  }

  #turn(turn) {
    Object.assign(this, { current: turn, heard: false, answer: "" });
    this.turns.push(turn);
  }

  down(piece) {
    this.heard = true;
    if (!this.current) return;
    this.current.down += piece.length;
    // On a web socket only the first turn has heads.
    if (this.current.headDown > 0 || this.current.headUp === 0) return;
    this.answer += piece.toString("latin1");
    const end = this.answer.indexOf("\r\n\r\n");
    if (end < 0) return;
    this.current.headDown = end + 4;
    this.answer = "";
  }
}
