// What the server holds, seen by a device of its own that reads the whole stream.

import { MAI } from "./officer.js";
import { ProtocolDevice } from "./protocol.js";

/** The server's stream, after proving that nothing in it is doubled or missing. */
export async function stream(server) {
  const device = await ProtocolDevice.signIn(server.url, MAI);
  const envelopes = await device.pull();
  const ids = new Set(envelopes.map(({ id }) => id.toString("hex")));
  if (ids.size !== envelopes.length) throw new Error("an event has two positions");
  const heads = new Map();
  for (const { device: from, sequence } of envelopes) {
    const key = from.toString("hex");
    const before = heads.get(key) ?? 0;
    if (sequence !== before + 1) throw new Error(`device ${key}: sequence ${sequence} follows ${before}`);
    heads.set(key, sequence);
  }
  return ofDossiers(envelopes);
}

/** Those that speak of a dossier: devices ask for numbers by themselves, and get them. */
export const ofDossiers = (envelopes) => envelopes.filter(({ event }) => !event.book && !event.cash);

/** The applicants of the receptions on the server, in order of position. */
export async function applicants(server) {
  const envelopes = await stream(server);
  return envelopes.filter(({ event }) => event.received).map(({ event }) => event.received.applicant.name);
}
