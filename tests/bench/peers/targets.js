// What the product is to reach, as data: a figure of its own held against a
// peer's in the same run, or against a limit.

const KiB = 1024;
const MiB = 1024 * 1024;

/** `own` is whose figure where it is not the product on SQLite. `of` is a peer, `times` what its figure is multiplied by; without it `limit` counts alone. */
export const TARGETS = [
  { work: "w1", part: "ms", of: "rxdb", times: 0.5 },
  { work: "w1", part: "ms", of: "packed", times: 1.5 },
  { work: "w1", part: "bytes", of: "rxdb", times: 0.25 },
  { work: "w1", part: "turns", limit: 2 },
  { work: "w2", part: "ms", of: "rxdb", times: 0.2 },
  { work: "w2", part: "bytes", of: "rxdb", times: 0.6 },
  { work: "w2", part: "first", limit: 500 },
  { work: "w2", part: "heap", limit: 30 * MiB },
  { work: "w2", part: "reopen", limit: 150 },
  { work: "w2", part: "reopenSlow", limit: 600 },
  { work: "w3", part: "turns", limit: 1 },
  { work: "w3", part: "bytes", limit: 1.5 * KiB },
  { work: "w3", part: "ms", of: "packed", times: 1.3 },
  { work: "w4", part: "p99", of: "rxdb", times: 0.5 },
  { work: "w6", part: "rate", of: "rxdb", times: 2, atLeast: true },
  { work: "w6", part: "rate", of: "packed-sqlite", times: 1, atLeast: true },
  { work: "w6", part: "rate", own: "khongcho-postgres", of: "rxdb", times: 2, atLeast: true },
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
