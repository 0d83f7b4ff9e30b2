// A contender's server: a node program of servers/ in a process of its own.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { freePort } from "../../../e2e/lib/ports.js";
import { until } from "../../../e2e/lib/until.js";
import { forgetPeak, peakMemory, processorTime } from "./memory.js";

const PROGRAMS = resolve(import.meta.dirname, "../servers");

export class NodeServer {
  /** `settings` go to the program as JSON; `cluster` is the PostgreSQL it writes to, if any. */
  static async start(program, settings, { cluster, dispose = () => {} } = {}) {
    const server = new NodeServer();
    Object.assign(server, { program, cluster, port: await freePort(), tidy: dispose });
    server.settings = { ...settings, port: server.port };
    await server.restart();
    return server;
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  async restart() {
    const child = spawn(process.execPath, [`${PROGRAMS}/${this.program}`, JSON.stringify(this.settings)], { stdio: ["ignore", "ignore", "inherit"] });
    this.process = child;
    await until(async () => child.exitCode !== null || (await fetch(`${this.url}/alive`)).ok, `${this.program} answers`);
    if (child.exitCode !== null) throw new Error(`${this.program} ended with ${child.exitCode}`);
  }

  /** SIGKILL to the server and to its database, and a new start. */
  async crash() {
    await this.#end();
    if (this.cluster) {
      await this.cluster.kill();
      await this.cluster.restart();
    }
    await this.restart();
  }

  /** How many dossiers it holds. */
  count = async () => (await (await fetch(`${this.url}/count`)).json()).count;

  forgetPeak = () => forgetPeak(this.process.pid);
  peakMemory = () => peakMemory(this.process.pid);
  processorTime = () => processorTime(this.process.pid);

  async dispose() {
    await this.#end();
    await this.tidy();
  }

  async #end() {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const gone = once(this.process, "exit");
    this.process.kill("SIGKILL");
    await gone;
  }
}
