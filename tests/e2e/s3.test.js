// Attachments in a store that speaks S3: a real server before a real store, both
// of which go away. No browser: what a page does is in attachments.test.js.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readdir } from "node:fs/promises";
import { MAI, PAO, ProtocolDevice, Server, sha256, test, until, uuid } from "./lib/index.js";
import { Store } from "./lib/s3.js";

const PART_BYTES = 1 << 20;
const BUCKET = "giay-to";
const ADDRESS = "/api/v1/attachments";

/** A scan of several parts, which nobody has to be able to read. */
const scan = () => Buffer.concat([Buffer.from("%PDF-1.7\n"), randomBytes(2.5 * PART_BYTES)]);

const place = (bytes) => `${ADDRESS}/${sha256(bytes).toString("hex")}`;

function asked(device, path, { method = "GET", headers = {}, body } = {}) {
  return fetch(`${device.url}${path}`, { method, headers: { cookie: device.cookie, "tus-resumable": "1.0.0", ...headers }, body });
}

/** Receives a dossier with a scan that is still to be sent. */
async function announce(device, bytes) {
  const dossier = uuid();
  const received = device.envelope(device.reception({ name: "Sùng Thị Mỷ", phone: "0900000001" }), { dossier });
  const scanned = { hash: sha256(bytes), kind: "application/pdf", size_bytes: bytes.length, name: "Giấy khai sinh" };
  const { rulings } = await device.exchange([received, device.envelope({ attached: [scanned] }, { dossier })]);
  assert.ok(rulings.every((ruling) => ruling.accepted), JSON.stringify(rulings));
}

/** Sends every part; returns the last answer. */
async function upload(device, bytes) {
  const metadata = `sha256 ${sha256(bytes).toString("base64")}`;
  const created = await asked(device, ADDRESS, { method: "POST", headers: { "upload-length": String(bytes.length), "upload-metadata": metadata } });
  assert.equal(created.status, 201);
  let answer;
  for (let at = 0; at < bytes.length; at += PART_BYTES) {
    const headers = { "content-type": "application/offset+octet-stream", "upload-offset": String(at) };
    answer = await asked(device, place(bytes), { method: "PATCH", headers, body: bytes.subarray(at, at + PART_BYTES) });
  }
  return answer;
}

async function mustHave(device, bytes) {
  const answer = await asked(device, place(bytes));
  assert.equal(answer.status, 200);
  assert.ok(Buffer.from(await answer.arrayBuffer()).equals(bytes), "the very bytes");
}

async function setUpStore(t) {
  const store = await Store.start(BUCKET);
  t.after(() => store.dispose());
  const server = await Server.start({ args: ["--attachments-url", `s3://${BUCKET}/xa`], env: store.env });
  t.after(() => server.dispose());
  const [here, there] = [await ProtocolDevice.signIn(server.url, MAI), await ProtocolDevice.signIn(server.url, PAO)];
  return { store, server, here, there };
}

test("F5 F7: an attachment goes to the store and comes from it on another device, after a restart", async (t) => {
  const { store, server, here, there } = await setUpStore(t);
  const bytes = scan();
  await announce(here, bytes);
  assert.equal((await upload(here, bytes)).status, 204);
  await server.restart();
  await mustHave(there, bytes);
  const kept = await readdir(`${store.folder}/${BUCKET}/xa/${here.unit}`);
  const name = sha256(bytes).toString("hex");
  assert.ok(kept.some((file) => file.startsWith(name)), `in the store: ${kept}`);
});

test("F10: a store that is away costs a wait, and no byte twice", async (t) => {
  const { store, server, here, there } = await setUpStore(t);
  const [before, meanwhile] = [scan(), scan()];
  await announce(here, before);
  await upload(here, before);
  await announce(here, meanwhile);
  await store.stop();

  for (const answer of [await upload(here, meanwhile), await asked(there, place(before)), await asked(here, place(meanwhile), { method: "HEAD" })]) {
    assert.equal(answer.status, 503);
    assert.ok(Number(answer.headers.get("retry-after")) > 0, "and says when to come back");
  }
  await announce(here, scan()); // facts go on
  await server.restart();
  await store.run();

  const offset = await until(async () => {
    const answer = await asked(here, place(meanwhile), { method: "HEAD" });
    return answer.status === 200 && Number(answer.headers.get("upload-offset"));
  }, "the server puts in place what it had");
  assert.equal(offset, meanwhile.length, "nothing is left to send");
  await mustHave(there, meanwhile);
  await mustHave(there, before);
});
