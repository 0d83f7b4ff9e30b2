// Asking at the least cost: what asks shares the machine with what is measured,
// and fetch takes longer over a request than a good server. A connection for each
// request, as clients that come from everywhere have; HTTP/1.0, so that an answer
// simply ends.

import { connect } from "node:net";

/** The bytes of a POST, made before the clock runs. */
export function request(url, path, headers, body) {
  const { host } = new URL(url);
  const given = { host, "content-length": Buffer.byteLength(body), ...headers };
  const lines = Object.entries(given).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`POST ${path} HTTP/1.0\r\n${lines.join("")}\r\n`), Buffer.from(body)]);
}

/** Sends the bytes of a request; resolves with `{ status, retryAfter, body }`. */
export function ask(url, bytes) {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const pieces = [];
    const socket = connect({ host: hostname, port: Number(port) });
    socket.on("error", reject);
    socket.on("data", (piece) => pieces.push(piece));
    socket.on("end", () => {
      try {
        resolve(read(Buffer.concat(pieces)));
      } catch (error) {
        reject(error);
      }
    });
    socket.write(bytes);
  });
}

function read(answer) {
  const end = answer.indexOf("\r\n\r\n");
  const head = answer.toString("latin1", 0, end);
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1]);
  if (end < 0 || !status) throw new Error(`no answer: ${head.slice(0, 80)}`);
  const retryAfter = Number(/^retry-after: *(\d+)/im.exec(head)?.[1] ?? 1);
  const body = answer.subarray(end + 4);
  const length = /^content-length: *(\d+)/im.exec(head)?.[1];
  if (length !== undefined && Number(length) !== body.length) throw new Error(`${body.length} of ${length} bytes came`);
  return { status, retryAfter, body };
}
