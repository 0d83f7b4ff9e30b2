// The smallest host that keeps the contract of public/sw.js and public/boot.js:
// it serves these two real files around a stand-in application, and can change
// its build. For specs about installing and updating; all others use the server.

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";

const PUBLIC = resolve(import.meta.dirname, "../../../public");
const EMPTY_WASM = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
const TYPES = { js: "text/javascript", wasm: "application/wasm", html: "text/html; charset=utf-8", txt: "text/plain" };

const LOADER = `
  export default async ({ module_or_path }) => WebAssembly.instantiateStreaming(module_or_path);
  export function hydrate() {
    document.body.textContent = "build " + document.documentElement.dataset.build + " at " + location.pathname;
  }`;

export class StubSite {
  static async start(build) {
    const site = new StubSite();
    Object.assign(site, { build, broken: false, requests: [] });
    site.listener = createServer((request, response) => site.#answer(request.url, response).catch((error) => {
      response.writeHead(500).end(String(error));
    }));
    await site.listen();
    return site;
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  async listen() {
    await new Promise((done) => this.listener.listen(this.port ?? 0, "127.0.0.1", done));
    this.port = this.listener.address().port;
  }

  /** The server is gone; listen() brings it back at the same address. */
  async stop() {
    this.listener.closeAllConnections();
    await new Promise((done) => this.listener.close(done));
  }

  #page = () =>
    `<!doctype html><html lang="vi" data-build="${this.build}"><title>stub</title>` +
    `<script type="module" src="/assets/${this.build}/boot.js"></script><body></body></html>`;

  async #answer(url, response) {
    this.requests.push(url);
    const assets = `/assets/${this.build}/`;
    const precache = ["/_shell", ...["boot.js", "pkg/khongcho.js", "pkg/khongcho_bg.wasm"].map((path) => assets + path)];
    const send = (type, body, cache = "no-cache") =>
      response
        .writeHead(200, { "content-type": TYPES[type], "cache-control": cache, "x-khongcho-build": this.build })
        .end(body);
    const forever = "public, max-age=31536000, immutable";

    if (url === "/sw.js") {
      const template = await readFile(`${PUBLIC}/sw.js`, "utf8");
      const filled = template
        .replace("__BUILD_ID__", this.build)
        .replace("__PRECACHE__", JSON.stringify(precache));
      return send("js", filled);
    }
    if (url === `${assets}boot.js`) return send("js", await readFile(`${PUBLIC}/boot.js`), forever);
    if (url === `${assets}pkg/khongcho.js`) return send("js", LOADER, forever);
    if (url === `${assets}pkg/khongcho_bg.wasm` && !this.broken) return send("wasm", EMPTY_WASM, forever);
    if (url.startsWith("/api/")) return send("txt", `api ${this.build}`);
    if (url.startsWith("/assets/")) return response.writeHead(404).end();
    return send("html", this.#page());
  }
}
