// A spec ends: each test has a limit, and the process goes when its tests have.
// Whatever still holds it then (a browser that does not go) is named, and left behind.

import * as runner from "node:test";

/** Many times what the longest spec takes; what hangs fails, and says where. */
const PATIENCE_MS = 240_000;
const GRACE_MS = 10_000;

/** node:test's, with a limit. */
export const test = (name, body) => runner.test(name, { timeout: PATIENCE_MS }, body);

// The benches use this folder too, without a test runner.
if (process.env.NODE_TEST_CONTEXT) {
  runner.after(() => {
    setTimeout(() => {
      console.error(`still open after the last test: ${process.getActiveResourcesInfo().join(", ")}`);
      process.exit();
    }, GRACE_MS).unref();
  });
}
