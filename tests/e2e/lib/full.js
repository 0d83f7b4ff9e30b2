// A counter whose server has so much that a new device begins with the baseline.

import assert from "node:assert/strict";
import { setUp } from "./counter.js";
import { MAI } from "./officer.js";
import { ProtocolDevice, open as opened } from "./protocol.js";
import { until } from "./until.js";

export const DAY_MS = 86_400_000;
const OPEN = 1_150;
const OLD = 350;
// One answer's worth, after which the server makes a baseline (SPEC P9).
const CUT_EVENTS = 2_000;
export const CHUNK = "/api/v1/baseline/";

/**
 * A counter whose server has 1,500 dossiers, 350 of them returned so many days ago. The clock
 * that recorded the others is `aheadMs` ahead.
 */
export async function fullCounter(t, { aheadMs = 0, oldDays = 500 } = {}) {
  const counter = await setUp(t);
  const writer = await ProtocolDevice.signIn(counter.server.url, MAI);
  const envelopes = [];
  const old = [];
  for (let at = 0; at < OLD; at += 1) {
    const then = Date.now() - oldDays * DAY_MS - at * 60_000;
    const received = writer.envelope(writer.reception({ name: `Cũ ${at}`, at: then }), { at: then });
    const { dossier } = opened(received);
    old.push(dossier);
    envelopes.push(received);
    envelopes.push(writer.envelope("resolved", { dossier, at: then }));
    envelopes.push(writer.envelope({ returned: "in_person" }, { dossier, at: then }));
  }
  const open = [];
  for (let at = 0; at < OPEN; at += 1) {
    const received = writer.envelope(writer.reception({ name: `Mới ${at}` }), { at: Date.now() + aheadMs });
    open.push(opened(received).dossier);
    envelopes.push(received);
  }
  for (let at = 0; at < envelopes.length; at += CUT_EVENTS) {
    const { rulings } = await writer.exchange(envelopes.slice(at, at + CUT_EVENTS));
    assert.ok(rulings.every((ruling) => ruling.accepted), "every dossier is received");
  }
  await until(async () => (await fetch(`${counter.server.url}/api/v1/baseline`, { headers: { cookie: writer.cookie } })).ok, "there is a baseline");
  return { ...counter, writer, old, open, all: OLD + OPEN };
}

/** A dossier's place in an address. */
export const pageOf = (id) => id.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
