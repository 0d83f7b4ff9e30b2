// A spec's process ends when its tests have: whatever still holds it then (a
// browser that does not go) is named, and left behind.

const GRACE_MS = 10_000;

// The benches use this folder too, without a test runner.
const { after } = process.env.NODE_TEST_CONTEXT ? await import("node:test") : {};

after?.(() => {
  setTimeout(() => {
    console.error(`still open after the last test: ${process.getActiveResourcesInfo().join(", ")}`);
    process.exit();
  }, GRACE_MS).unref();
});
