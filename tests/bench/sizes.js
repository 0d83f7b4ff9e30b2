// What there is to download.

import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { kB } from "./lib/figures.js";

const SITE = process.env.KHONGCHO_SITE ?? resolve(import.meta.dirname, "../../target/site");
const FILES = { wasm: "pkg/khongcho_bg.wasm", JS: "pkg/khongcho.js", "boot JS": "boot.js", CSS: "pkg/khongcho.css" };

export async function sizes() {
  const figures = {};
  const rows = [];
  const size = async (path) => (await stat(`${SITE}/${path}`).catch(() => ({ size: null }))).size;
  for (const [name, path] of Object.entries(FILES)) {
    const [raw, gzip, brotli] = await Promise.all([size(path), size(`${path}.gz`), size(`${path}.br`)]);
    figures[name] = { raw, gzip, brotli };
    rows.push([`size of ${name}: raw / gzip / brotli`, [raw, gzip, brotli].map((bytes) => (bytes === null ? "–" : kB(bytes))).join(" / ")]);
  }
  return { figures, rows };
}
