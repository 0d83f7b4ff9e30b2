// PostgreSQL for a spec: .make/throwaway-postgres keeps a cluster for as long as somebody
// holds a lock, which the kernel takes back from a run that was killed.

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp } from "node:fs/promises";
import { resolve } from "node:path";
import { promisify } from "node:util";

const SCRIPT = resolve(import.meta.dirname, "../../../.make/throwaway-postgres");
// A socket's path has little room: not in whatever folder is the temporary one.
const FOLDER = "/tmp/khongcho-postgres-";

/** The address of an empty database in a cluster of its own, gone when the test ends. */
export async function database(t) {
  const folder = await mkdtemp(FOLDER);
  // It ends with its input, however this process ends.
  const lock = spawn("flock", ["--shared", SCRIPT, "cat"], { stdio: ["pipe", "ignore", "ignore"] });
  // In a session of its own: whoever stops this run leaves it the time to tidy up.
  const keeper = spawn(SCRIPT, [folder], { detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const gone = once(keeper, "exit");
  t.after(async () => {
    lock.stdin.end();
    keeper.kill("SIGTERM");
    await gone;
  });
  let said = "";
  keeper.stderr.setEncoding("utf8").on("data", (text) => (said += text));
  await Promise.race([once(keeper.stdout, "data"), gone]);
  if (keeper.exitCode !== null) throw new Error(`${SCRIPT} failed: ${said}`);
  await promisify(execFile)("createdb", ["--host", folder, "--username", "postgres", "khongcho"]);
  return `postgres://postgres@${encodeURIComponent(folder)}/khongcho`;
}
