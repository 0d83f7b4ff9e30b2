// What the product is to reach, as data: a figure of its own held against a
// peer's in the same run, or against a limit.

const KiB = 1024;
const MiB = 1024 * 1024;

/** What bounds a figure, and what was tried: said where a target is missed. */
const CHECKED =
  "each envelope is hashed into the device's chain, each message signed, checked, ruled on and committed for good, each dossier folded on both sides; the peers do none of that. Signing less often and committing what comes together were done; of the rest a third is the server, a quarter the device's one transaction";
const ENTROPY =
  "names, numbers, notes and random identities do not pack: the packed baseline, which sends nothing else, takes nearly as much. Shared dictionaries and columns were tried";
const ENVELOPE = "an empty exchange takes 1.2 KiB by itself: the browser's own headers, a signature each way, the hash of what was asked";
const RULED =
  "a third more processor than the packed baseline for signatures, chain and folding; SQLite's one writer takes 42 %. Another allocator (mimalloc) and groups of other sizes were tried, without gain";

/** `own` is whose figure where it is not the product on SQLite. `of` is a peer, `times` what its figure is multiplied by; without it `limit` counts alone. `why` says what bounds it. */
export const TARGETS = [
  { work: "w1", part: "ms", of: "rxdb", times: 0.5, why: CHECKED },
  { work: "w1", part: "ms", of: "packed", times: 1.5, why: CHECKED },
  { work: "w1", part: "bytes", of: "rxdb", times: 0.25, why: ENTROPY },
  { work: "w1", part: "turns", limit: 2, why: "a first message of 32 KiB tells what the line carries, and the rest did not fit the one request after it" },
  { work: "w2", part: "ms", of: "rxdb", times: 0.2 },
  { work: "w2", part: "bytes", of: "rxdb", times: 0.6, why: ENTROPY },
  { work: "w2", part: "first", limit: 500 },
  { work: "w2", part: "heap", limit: 30 * MiB },
  { work: "w2", part: "reopen", limit: 150, why: "loading five megabytes of wasm from the browser's cache; the packed baseline, without any, takes longer" },
  { work: "w2", part: "reopenSlow", limit: 600 },
  { work: "w3", part: "turns", limit: 1 },
  { work: "w3", part: "bytes", limit: 1.5 * KiB, why: ENVELOPE },
  { work: "w3", part: "ms", of: "packed", times: 1.3, why: CHECKED },
  { work: "w4", part: "p99", of: "rxdb", times: 0.5, why: "five reads in two turns, an envelope sealed and a dossier folded within one strict transaction, whose wait for the disk is the peer's too" },
  { work: "w6", part: "rate", of: "rxdb", times: 2, atLeast: true, why: RULED },
  { work: "w6", part: "rate", of: "packed-sqlite", times: 1, atLeast: true, why: RULED },
  { work: "w6", part: "rate", own: "khongcho-postgres", of: "rxdb", times: 2, atLeast: true, why: RULED },
  { work: "served", part: "processor slope", limit: 1.1 },
  { work: "served", part: "written slope", limit: 1.1 },
  { work: "served", part: "processor units slope", limit: 1.1 },
  { work: "served", part: "written units slope", limit: 1.1 },
  { work: "r1", part: "lost", limit: 0 },
  { work: "r2", part: "again", limit: 1.05 },
];

/** Holds the product's medians against one target; undefined where a figure is missing. */
export function judge({ work, part, own: whose = "khongcho", of, times, limit, atLeast = false }, medians) {
  const own = medians[work]?.[whose]?.[part];
  const bound = of ? medians[work]?.[of]?.[part] * times : limit;
  if (own === undefined || bound === undefined || Number.isNaN(bound)) return undefined;
  return { own, bound, ratio: own / bound, reached: atLeast ? own >= bound : own <= bound };
}
