// Waiting for a condition. Specs wait for what they expect to see, never for an
// amount of time.

const POLL_MS = 20;

/**
 * What `promise` comes to; rejects when it has not in time. A page or a browser
 * that hangs answers never, and a spec must not hang with it.
 */
export async function within(promise, timeoutMs, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${timeoutMs} ms in vain for ${what}`)), timeoutMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Resolves with the first truthy result of `condition`; rejects with what it saw last. */
export async function until(condition, what, { timeoutMs = 20_000 } = {}) {
  const end = performance.now() + timeoutMs;
  let last;
  for (let left = timeoutMs; left > 0; left = end - performance.now()) {
    try {
      last = await within(condition(), left, "one look");
      if (last) return last;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`waited ${timeoutMs} ms in vain until ${what}; last: ${last}`);
}
