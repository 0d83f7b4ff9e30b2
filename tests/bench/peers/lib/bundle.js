// The clients' pages, bundled as an application's would be.

import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { build } from "esbuild";

const PAGES = resolve(import.meta.dirname, "../pages");
const OUT = resolve(import.meta.dirname, "../../../../target/bench-peers");

/** Bundles pages/{name}.js; returns the file. */
export async function bundle(name) {
  await mkdir(OUT, { recursive: true });
  const outfile = `${OUT}/${name}.js`;
  await build({
    entryPoints: [`${PAGES}/${name}.js`],
    outfile,
    bundle: true,
    minify: true,
    format: "iife",
    platform: "browser",
    define: { global: "globalThis", "process.env.NODE_ENV": '"production"' },
    logLevel: "error",
  });
  return outfile;
}
