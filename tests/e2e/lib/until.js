// Waiting for a condition. Specs wait for what they expect to see, never for an
// amount of time.

const POLL_MS = 20;

/** Resolves with the first truthy result of `condition`; rejects with what it saw last. */
export async function until(condition, what, { timeoutMs = 20_000 } = {}) {
  const signal = AbortSignal.timeout(timeoutMs);
  let last;
  while (!signal.aborted) {
    try {
      last = await condition();
      if (last) return last;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`waited ${timeoutMs} ms in vain until ${what}; last: ${last}`);
}
