// The real server binary, started and killed by the specs.
//
// KHONGCHO_BIN and KHONGCHO_SITE name the binary and the built site (make sets
// them); without them the debug binary and target/site of this checkout serve.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { freePort } from "./ports.js";
import { until } from "./until.js";

const ROOT = resolve(import.meta.dirname, "../../..");
const BIN = process.env.KHONGCHO_BIN ?? join(ROOT, "target/debug/khongcho");
const SITE = process.env.KHONGCHO_SITE ?? join(ROOT, "target/site");
const LOG_LINES_MAX = 400;

/** A fresh, empty folder; the caller removes it. */
export const temporaryFolder = (purpose) => mkdtemp(join(tmpdir(), `khongcho-${purpose}-`));

export const removeFolder = (folder) => rm(folder, { recursive: true, force: true, maxRetries: 5 });

/**
 * One server: its port and data folder stay the same over restarts.
 *
 *   const server = await Server.start();        // new data folder, free port
 *   await server.kill();                        // SIGKILL, as a power cut
 *   await server.restart();
 *   await server.dispose();                     // kills and removes the data
 */
export class Server {
  static async start({ dataDir, port, bin = BIN, site = SITE, args = [], env = {} } = {}) {
    const server = new Server();
    server.ownsData = !dataDir;
    server.dataDir = dataDir ?? (await temporaryFolder("data"));
    server.port = port ?? (await freePort());
    server.command = { bin, site, args, env };
    await server.restart();
    return server;
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  get running() {
    return this.process !== undefined;
  }

  async restart() {
    if (this.running) await this.kill();
    const { bin, site, args, env } = this.command;
    this.log = [];
    const child = spawn(
      bin,
      ["serve", "--data-dir", this.dataDir, "--listen", `127.0.0.1:${this.port}`, ...args],
      { env: { ...process.env, KHONGCHO_SITE: site, ...env }, stdio: ["ignore", "pipe", "pipe"] },
    );
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => this.#remember(text));
    let failure;
    child.once("error", (error) => (failure = error));
    child.once("exit", (code, signal) => {
      failure ??= new Error(`exit code ${code}, signal ${signal}`);
      if (this.process === child) this.process = undefined;
    });
    this.process = child;
    await until(async () => {
      if (failure) return true;
      return (await fetch(`${this.url}/healthz`)).status === 200;
    }, `${this.url}/healthz answers 200`, { timeoutMs: 60_000 });
    // A device may be faster than this question: then the failpoint was met, as it should.
    const met = env.KHONGCHO_FAILPOINT && this.log.join("").includes("Không Chờ: http");
    if (failure && !met) throw new Error(`${bin} did not start: ${failure.message}\n${this.log.join("")}`);
  }

  /** SIGKILL: no chance to tidy up. */
  kill = () => this.#end("SIGKILL");

  /** SIGTERM: the orderly way. */
  stop = () => this.#end("SIGTERM");

  async dispose() {
    await this.kill();
    if (this.ownsData) await removeFolder(this.dataDir);
  }

  async #end(signal) {
    const child = this.process;
    if (!child) return;
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
  }

  #remember(text) {
    this.log.push(text);
    if (this.log.length > LOG_LINES_MAX) this.log.shift();
  }
}

/** The same site under another build id, in a folder of its own: a new build. */
export async function anotherBuild() {
  const folder = await temporaryFolder("site");
  await cp(SITE, folder, { recursive: true });
  const path = join(folder, "manifest.json");
  const manifest = JSON.parse(await readFile(path, "utf8"));
  await writeFile(path, JSON.stringify({ ...manifest, build_id: manifest.build_id.replace(/./g, "0") }));
  return folder;
}
