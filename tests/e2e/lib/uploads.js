// What a page sends of its attachments, part by part (SPEC §F).

import assert from "node:assert/strict";
import { sha256 } from "./protocol.js";

/**
 * Listens from now on. `starts` is where each part that was sent began, `parts` from where
 * to where the server said that it has one, `heads` what it told when it was asked, and
 * `log` each of these with the upload's address, in order.
 */
export function uploads(page) {
  const seen = { starts: [], parts: [], heads: [], log: [] };
  page.on("request", (request) => {
    if (request.method() !== "PATCH") return;
    const start = Number(request.headers()["upload-offset"]);
    seen.starts.push(start);
    seen.log.push({ part: request.url(), start });
  });
  page.on("response", (response) => {
    const request = response.request();
    const offset = Number(response.headers()["upload-offset"]);
    if (request.method() === "HEAD" && response.status() === 200) seen.heads.push(offset);
    if (request.method() !== "PATCH" || response.status() !== 204) return;
    seen.parts.push([Number(request.headers()["upload-offset"]), offset]);
    seen.log.push({ kept: request.url(), offset });
  });
  return seen;
}

/** Of one upload: no byte is sent again that the server told it has (F5). */
export function sentOnce({ starts, parts }) {
  let acknowledged = 0;
  for (const [start, end] of parts) {
    assert.ok(start >= acknowledged, `${start} was acknowledged before, up to ${acknowledged}`);
    acknowledged = end;
  }
  for (const [at, start] of starts.entries()) {
    const before = starts.slice(0, at).filter((other) => other > start);
    assert.deepEqual(before, [], "an upload never goes back");
  }
}

const PART_BYTES = 1 << 20;

/** Uploads what a device without a browser has announced. */
export async function upload({ url, cookie }, bytes) {
  const hash = sha256(bytes);
  const ask = async (path, method, headers, body) => {
    const response = await fetch(url + path, { method, headers: { cookie, "tus-resumable": "1.0.0", ...headers }, body });
    assert.ok(response.ok, `${method} ${path}: ${response.status} ${await response.text()}`);
  };
  await ask("/api/v1/attachments", "POST", { "upload-length": String(bytes.length), "upload-metadata": `sha256 ${hash.toString("base64")}` });
  for (let at = 0; at < bytes.length; at += PART_BYTES) {
    const headers = { "content-type": "application/offset+octet-stream", "upload-offset": String(at) };
    await ask(`/api/v1/attachments/${hash.toString("hex")}`, "PATCH", headers, bytes.subarray(at, at + PART_BYTES));
  }
}
