// Puts target/site together: node assemble-site.mjs PKG SITE MODE
//
// Into SITE go PKG (as pkg/), style/ (as one pkg/khongcho.css, other files
// beside it) and public/. Each compressible file gets a .br and a .gz twin, and
// manifest.json lists everything for the server:
//
//   { "build_id": "…16 hex digits…",
//     "files": [ { "path": "pkg/khongcho.js", "size": 1, "sha256": "…",
//                  "brotli": 1 | null, "gzip": 1 | null,   // sizes of the twins
//                  "precache": true,        // belongs to what works offline
//                  "template": false } ] }  // has placeholders for the server
//
// Files that have not changed keep their twins and their modification times.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [pkg, site, mode] = process.argv.slice(2);
const MANIFEST = "manifest.json";

// Filled in by the server at start, so neither compressed nor precached here.
const TEMPLATES = new Set(["sw.js"]);
// Asked for by the browser's installer or by machines, never by a page offline.
const ONLINE_ONLY = [/\/OFL\.txt$/, /^icons\/.*-512\.png$/, /^icons\/apple-touch/, /^robots\.txt$/, /\.map$/];
// Formats that are compressed already would only grow.
const COMPRESSIBLE = /\.(css|html|js|json|svg|txt|wasm|webmanifest|xml)$/;
// Of style/, beside the one style sheet: fonts with their licence.
const SHIPPED = /\.(woff2|txt)$/;
const COMPRESSIBLE_BYTES_MIN = 200;

const filesOf = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
        .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join("/"))
        .sort()
    : [];

// One request instead of many: `@import "x.css" layer(y);` lines of main.css are
// replaced by the file they name. Comments stay in the source.
function styleSheet(folder) {
  const withoutComments = (css) =>
    css.replace(/("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|\/\*[\s\S]*?\*\//g, (_, text) => text ?? "");
  const read = (path) =>
    withoutComments(readFileSync(path, "utf8"))
      .replace(
        /@import\s+(?:url\(\s*)?["']?(?!https?:)([^"')\s]+)["']?\s*\)?\s*(?:layer\(([^)]*)\))?\s*;/g,
        (_, name, layer) => {
          const css = read(join(dirname(path), name));
          return layer ? `@layer ${layer} {\n${css}\n}\n` : css;
        },
      )
      .replace(/\n\s+/g, "\n")
      .trim();
  return read(join(folder, "main.css"));
}

function collect() {
  const files = new Map();
  for (const path of filesOf("public")) files.set(path, readFileSync(join("public", path)));
  for (const path of filesOf(pkg)) files.set(`pkg/${path}`, readFileSync(join(pkg, path)));
  for (const path of filesOf("style").filter((name) => SHIPPED.test(name)))
    files.set(`pkg/${path}`, readFileSync(join("style", path)));
  if (existsSync("style/main.css")) files.set("pkg/khongcho.css", Buffer.from(styleSheet("style")));
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function write(path, bytes) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
}

const brotli = (bytes) =>
  brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: mode === "dev" ? 4 : 11,
      [constants.BROTLI_PARAM_LGWIN]: 22,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
const gzip = (bytes) => gzipSync(bytes, { level: mode === "dev" ? 4 : 9 });

function place(path, bytes, before) {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const target = join(site, path);
  if (before?.sha256 === sha256 && existsSync(target)) return before;
  write(target, bytes);
  const template = TEMPLATES.has(path);
  const twins = COMPRESSIBLE.test(path) && !template && bytes.length >= COMPRESSIBLE_BYTES_MIN;
  const twin = (extension, compress) => {
    rmSync(target + extension, { force: true });
    if (!twins) return null;
    const small = compress(bytes);
    write(target + extension, small);
    return small.length;
  };
  return {
    path,
    size: bytes.length,
    sha256,
    brotli: twin(".br", brotli),
    gzip: twin(".gz", gzip),
    precache: !template && !ONLINE_ONLY.some((pattern) => pattern.test(path)),
    template,
  };
}

// What an earlier build left and this one does not have.
function removeStrangers(files) {
  const wanted = new Set([MANIFEST]);
  for (const file of files)
    for (const extension of ["", file.brotli && ".br", file.gzip && ".gz"])
      if (extension !== null) wanted.add(file.path + extension);
  for (const path of filesOf(site)) if (!wanted.has(path)) rmSync(join(site, path));
}

const manifestPath = join(site, MANIFEST);
const rules = createHash("sha256").update(readFileSync(process.argv[1])).update(mode).digest("hex").slice(0, 16);
const previous = existsSync(manifestPath) ? JSON.parse(readFileSync(manifestPath, "utf8")) : {};
const known = new Map(previous.rules === rules ? previous.files.map((file) => [file.path, file]) : []);

const files = [...collect()].map(([path, bytes]) => place(path, bytes, known.get(path)));
const identity = createHash("sha256");
for (const file of files) identity.update(`${file.path}\0${file.sha256}\n`);
const build_id = identity.digest("hex").slice(0, 16);
removeStrangers(files);
write(manifestPath, JSON.stringify({ build_id, rules, files }, null, 1) + "\n");

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;
const wasm = files.find((file) => file.path === "pkg/khongcho_bg.wasm");
console.error(
  `· Site ${build_id}: ${files.length} files` +
    (wasm ? `, wasm ${kilobytes(wasm.size)} (brotli ${kilobytes(wasm.brotli ?? 0)})` : ""),
);
