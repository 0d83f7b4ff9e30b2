// Patience with contenders.

import { PATIENCE_S } from "../sizes.js";

/** A contender was not done in time: the table says so. */
export class TooLate extends Error {}

export async function inTime(work) {
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new TooLate(`not done in ${PATIENCE_S} s`)), 1000 * PATIENCE_S)));
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
