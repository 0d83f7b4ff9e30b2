// What the servers of the contenders have in common: the page, and HTTP with
// packed bodies both ways.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";

const pack = promisify(gzip);
const unpack = promisify(gunzip);
const PACK_ABOVE_BYTES = 256;
const PAGE = '<!doctype html><html lang="vi"><meta charset="utf-8"><title>bench</title><p id="count"></p><ul id="list"></ul><script src="/page.js"></script></html>';

/** The settings that the program was started with. */
export const settings = () => JSON.parse(process.argv[2]);

/** The page and its script: everything a browser loads. */
export function assets(script) {
  const code = readFileSync(script);
  return {
    "GET /": () => ({ type: "text/html; charset=utf-8", body: PAGE }),
    "GET /page.js": () => ({ type: "text/javascript", body: code, cache: "public, max-age=31536000, immutable" }),
    "GET /favicon.ico": () => ({ type: "image/x-icon", body: "" }),
    "GET /alive": () => ({ type: "text/plain", body: "yes" }),
  };
}

/** Serves `{"METHOD /path": async (body, query) => ({ type, body })}`; returns the server. */
export function serve(port, routes) {
  return createServer((request, response) => {
    answer(routes, request, response).catch((error) => {
      if (error.code === "ECONNRESET") return; // the line was cut
      console.error(error);
      response.writeHead(500).end(String(error));
    });
  }).listen(port, "127.0.0.1");
}

async function answer(routes, request, response) {
  const url = new URL(request.url, "http://localhost");
  const route = routes[`${request.method} ${url.pathname}`];
  if (!route) return void response.writeHead(404).end();
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  const raw = Buffer.concat(pieces);
  const text = (request.headers["content-encoding"] === "gzip" ? await unpack(raw) : raw).toString();
  const { type = "application/json", body, cache = "no-cache" } = await route(text, url.searchParams);
  const headers = { "content-type": type, "cache-control": cache };
  const packs = body.length > PACK_ABOVE_BYTES && /gzip/.test(request.headers["accept-encoding"]);
  if (packs) headers["content-encoding"] = "gzip";
  response.writeHead(200, headers).end(packs ? await pack(body) : body);
}
