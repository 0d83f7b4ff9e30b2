// A device without a browser: speaks the protocol of app/sync/SPEC.md, written
// from that page alone. Specs use it to see what the server holds and to send
// what no browser would; the bench uses it to fill a server.

import { createECDH, createHash, createPrivateKey, randomBytes, randomUUID, sign, webcrypto } from "node:crypto";
import { gzipSync } from "node:zlib";
import { decode, encode } from "./cbor.js";

const { subtle } = webcrypto;
const ALGORITHM = { name: "ECDSA", namedCurve: "P-256" };
const SIGNING = { name: "ECDSA", hash: "SHA-256" };
const PROTECTED = Buffer.from("a10126", "hex");
const REQUEST = "khongcho/exchange/request";
const BUNDLE = "khongcho/bundle";
const ANSWER = "khongcho/exchange/answer";
const ZONE_MS = 7 * 60 * 60 * 1000;

export const MEDIA_TYPE = "application/cose";
export const BATCH_MAX = 2_000;

/** A fresh identity as the product's own devices make it: UUID version 7, which sorts by time. */
export function uuid(at = Date.now()) {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(at, 0, 6);
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  return bytes;
}

export const sha256 = (bytes) => createHash("sha256").update(bytes).digest();

/** A device of its own, signed in as an officer. */
export class ProtocolDevice {
  static async signIn(url, { name, password }) {
    const device = new ProtocolDevice();
    const keys = await subtle.generateKey(ALGORITHM, false, ["sign", "verify"]);
    const id = randomUUID();
    const key = Buffer.from(await subtle.exportKey("raw", keys.publicKey)).toString("base64url");
    const response = await fetch(`${url}/api/v1/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ login: name, password, device: { id, public_key: key } }),
    });
    if (response.status !== 200) throw new Error(`sign-in: ${response.status} ${await response.text()}`);
    const session = await response.json();
    const serverKey = Buffer.from(session.server_key, "base64url");
    Object.assign(device, {
      url,
      keys,
      cookie: response.headers.get("set-cookie").split(";")[0],
      publicKey: key,
      unit: session.unit.id,
      id: Buffer.from(id.replaceAll("-", ""), "hex"),
      tag: session.device_tag,
      officer: Buffer.from(session.officer.id.replaceAll("-", ""), "hex"),
      serverKey: await subtle.importKey("raw", serverKey, ALGORITHM, false, ["verify"]),
      after: 0,
      seen: null,
      sequence: 0,
      previous: Buffer.alloc(32),
      ofToday: 0,
    });
    return device;
  }

  /** The next envelope of this device. */
  envelope(event, { at = Date.now(), dossier = uuid(at), id = uuid(at), version = 1, schema = 1 } = {}) {
    const time = (BigInt(at) << 16n) + BigInt(this.sequence % 65_536);
    const bytes = encode([
      version, id, this.unit, this.id, this.sequence + 1, this.officer, dossier, time, at, null, this.previous, schema, encode(event),
    ]);
    this.sequence += 1;
    this.previous = sha256(bytes);
    numbers.set(bytes, this.sequence);
    return bytes;
  }

  /** A reception, as the form for certified copies records it. */
  reception({ name, phone, code = "2.000815", noWait = false, at = Date.now() }) {
    this.ofToday += 1;
    return {
      received: {
        code: this.code(this.ofToday, at),
        procedure: { code, name: "Chứng thực bản sao từ bản chính giấy tờ, văn bản" },
        applicant: { name, phone },
        no_wait: noWait,
        certified: [{ pages: 5, copies: 2 }],
        fee: { amount_dong: 14_000 },
      },
    };
  }

  /** `{unit}-{yymmdd}-{tag}{number}-{check}`, on the calendar of Việt Nam. */
  code(number, at) {
    const day = new Date(at + ZONE_MS).toISOString().slice(2, 10).replaceAll("-", "");
    const stem = `${this.unit}-${day}-${this.tag}${String(number).padStart(4, "0")}`;
    return `${stem}-${checkCharacter(stem)}`;
  }

  /** The payload of a request. */
  payload(envelopes, { after = this.after, seen = after === this.after ? this.seen : null, version = 1, carried = null } = {}) {
    return encode([version, this.unit, this.id, Date.now(), after, seen, held(envelopes), envelopes, carried]);
  }

  /** Envelopes signed for another device to carry. */
  bundle(envelopes) {
    return this.sign(encode([1, this.unit, this.id, envelopes]), BUNDLE);
  }

  /** A signed message. */
  async sign(payload, context = REQUEST) {
    const signature = await subtle.sign(SIGNING, this.keys.privateKey, toBeSigned(context, payload));
    return encode([PROTECTED, {}, payload, Buffer.from(signature)]);
  }

  /** Posts any body to the exchange. */
  post(body, headers = {}) {
    return fetch(`${this.url}/api/v1/exchange`, { method: "POST", headers: { "content-type": MEDIA_TYPE, ...headers }, body });
  }

  /** One exchange; the answer's signature is checked, the cursor moves. */
  async exchange(envelopes = [], { packed = true, carried = null } = {}) {
    const message = await this.sign(this.payload(envelopes, { carried }));
    const response = packed
      ? await this.post(gzipSync(message), { "content-encoding": "gzip" })
      : await this.post(message);
    if (response.status !== 200) throw new Error(`exchange: ${response.status} ${await response.text()}`);
    return this.take(Buffer.from(await response.arrayBuffer()), message, envelopes);
  }

  /** Reads the answer to this body with these envelopes; the cursor moves. */
  async take(bytes, body, envelopes) {
    const answer = await this.open(bytes);
    if (!answer.request.equals(sha256(body))) throw new Error("an answer to another request");
    answer.rulings = answer.rulings.flatMap(([count, ruling]) => Array.from({ length: count }, (_, step) => after(ruling, step)));
    const own = new Map(envelopes.map((bytes) => [numbers.get(bytes), bytes]));
    answer.news = answer.news.flatMap((item) => (Buffer.isBuffer(item) ? [item] : run(item, own)));
    this.after += answer.news.length;
    const last = answer.news.at(-1);
    if (last) this.seen = sha256(last);
    return answer;
  }

  /** Reads a signed answer. */
  async open(bytes) {
    const [header, , payload, signature] = decode(bytes);
    const signed = header.equals(PROTECTED) && (await subtle.verify(SIGNING, this.serverKey, signature, toBeSigned(ANSWER, payload)));
    if (!signed) throw new Error("the answer is not signed by this server");
    const [version, request, now, rulings, carried, after, news, head, catalogue] = decode(payload);
    if (version !== 1) throw new Error(`exchange version ${version}`);
    return { request, now, rulings, carried, after, news, head, catalogue };
  }

  /** Everything that follows the cursor, read as far as the stream goes. */
  async pull() {
    const envelopes = [];
    for (;;) {
      const { news, head } = await this.exchange();
      envelopes.push(...news);
      if (this.after >= head) return envelopes.map(open);
    }
  }
}

/** A message signed with the server's own key (32 bytes): what a server of another mind would say. */
export function serverSigns(key, context, payload) {
  const pair = createECDH("prime256v1");
  pair.setPrivateKey(key);
  const point = pair.getPublicKey();
  const [d, x, y] = [key, point.subarray(1, 33), point.subarray(33)].map((bytes) => bytes.toString("base64url"));
  const own = createPrivateKey({ key: { kty: "EC", crv: "P-256", d, x, y }, format: "jwk" });
  const signature = sign("sha256", toBeSigned(context, payload), { key: own, dsaEncoding: "ieee-p1363" });
  return encode([PROTECTED, {}, payload, signature]);
}

/** Sequence numbers of the envelopes that devices here have made. */
const numbers = new WeakMap();

/** The numbers from the first to the last of envelopes without a gap, or null. */
function held(envelopes) {
  const own = envelopes.map((bytes) => numbers.get(bytes));
  const dense = own.length > 0 && own.every((number, at) => number === own[0] + at);
  return dense ? [own[0], own.at(-1)] : null;
}

/** The envelopes that a run stands for; its hash is that of the last. */
function run([first, count, hash], own) {
  const envelopes = Array.from({ length: count }, (_, step) => own.get(first + step));
  if (!sha256(envelopes.at(-1)).equals(hash)) throw new Error("the server has other bytes");
  return envelopes;
}

/** The ruling so many steps after one: positions count up. */
function after(ruling, step) {
  const [name] = Object.keys(ruling);
  const { position } = ruling[name];
  return position === undefined ? ruling : { [name]: { position: position + step } };
}

/** An envelope's parts by name. */
export function open(bytes) {
  const [version, id, unit, device, sequence, officer, dossier, time, clock, serverSeen, previous, schema, event] = decode(bytes);
  return { version, id, unit, device, sequence, officer, dossier, time, clock, serverSeen, previous, schema, event: decode(event), bytes };
}

const toBeSigned = (context, payload) => encode(["Signature1", PROTECTED, Buffer.from(context, "ascii"), payload]);

// ISO/IEC 7064 MOD 37-2.
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*";

function checkCharacter(text) {
  const letters = [...text.toUpperCase()].filter((letter) => /[0-9A-Z]/.test(letter));
  const sum = letters.reduce((sum, letter) => ((sum + ALPHABET.indexOf(letter)) * 2) % 37, 0);
  return ALPHABET[(38 - sum) % 37];
}
