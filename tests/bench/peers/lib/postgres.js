// PostgreSQL for one run: Debian's binaries, a cluster in a temporary folder,
// settings as they come (fsync and synchronous_commit on), never as root.

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chown, readdir } from "node:fs/promises";
import { promisify } from "node:util";
import pg from "pg";
import { freePort } from "../../../e2e/lib/ports.js";
import { removeFolder, temporaryFolder } from "../../../e2e/lib/server.js";
import { until } from "../../../e2e/lib/until.js";

const run = promisify(execFile);
const VERSIONS = "/usr/lib/postgresql";
const USERS = ["postgres", "nobody"];
const CONNECTIONS_MAX = 100;
/** Recovery after a kill takes its time on a busy machine. */
const PATIENCE = { timeoutMs: 180_000 };

async function binaries() {
  const versions = (await readdir(VERSIONS).catch(() => [])).filter((name) => /^\d+$/.test(name));
  if (versions.length === 0) throw new Error(`PostgreSQL is not installed: nothing in ${VERSIONS}`);
  const newest = versions.sort((a, b) => b - a)[0];
  return { folder: `${VERSIONS}/${newest}/bin`, version: newest };
}

/** Whom the cluster runs as: PostgreSQL refuses root. */
async function whoRuns() {
  if (process.getuid() !== 0) return {};
  for (const name of USERS) {
    const ids = await Promise.all(["-u", "-g"].map((part) => run("id", [part, name]).catch(() => undefined)));
    if (ids.every(Boolean)) return { uid: Number(ids[0].stdout), gid: Number(ids[1].stdout) };
  }
  throw new Error(`PostgreSQL does not run as root, and none of ${USERS.join(", ")} exists`);
}

export class Postgres {
  static async start() {
    const cluster = new Postgres();
    const { folder: bin, version } = await binaries();
    const who = await whoRuns();
    const folder = await temporaryFolder("postgres");
    if (who.uid !== undefined) await chown(folder, who.uid, who.gid);
    Object.assign(cluster, { bin, version, who, folder, port: await freePort(), databases: 0 });
    const env = { ...process.env, LC_ALL: "C.UTF-8" };
    await run(`${bin}/initdb`, ["-D", `${folder}/data`, "-U", "bench", "-A", "trust", "-E", "UTF8"], { ...who, env, cwd: folder });
    await cluster.restart();
    return cluster;
  }

  async restart() {
    const { bin, who, folder, port } = this;
    const given = { port, unix_socket_directories: folder, listen_addresses: "127.0.0.1", max_connections: CONNECTIONS_MAX, recovery_init_sync_method: "syncfs" };
    const settings = Object.entries(given).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    await until(async () => {
      const child = spawn(`${bin}/postgres`, ["-D", `${folder}/data`, ...settings], { ...who, cwd: folder, stdio: "ignore" });
      this.process = child;
      await until(async () => child.exitCode !== null || (await this.#answers()), "PostgreSQL answers", PATIENCE);
      // What a killed cluster left (its shared memory) may still be going: then once more.
      return child.exitCode === null;
    }, "PostgreSQL runs", PATIENCE);
  }

  async #answers() {
    const client = this.#client("postgres");
    await client.connect();
    await client.end();
    return true;
  }

  #client = (database) => new pg.Client({ host: "127.0.0.1", port: this.port, user: "bench", database });

  /** A new, empty database; returns its address. */
  async database() {
    const name = `bench_${(this.databases += 1)}`;
    const client = this.#client("postgres");
    await client.connect();
    await client.query(`create database ${name}`);
    await client.end();
    return `postgres://bench@127.0.0.1:${this.port}/${name}`;
  }

  /** SIGKILL, as when the power goes. */
  async kill() {
    const gone = once(this.process, "exit");
    this.process.kill("SIGKILL");
    await gone;
  }

  /** At once, when nothing can be waited for any more. */
  abandon = () => this.process.kill("SIGINT");

  async dispose() {
    const gone = once(this.process, "exit");
    this.process.kill("SIGINT");
    await gone;
    await removeFolder(this.folder);
  }
}
