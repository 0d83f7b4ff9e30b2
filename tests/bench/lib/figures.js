// Figures: percentiles and units.

/** The p-th percentile (0 to 100) of numbers. */
export function percentile(numbers, p) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil((p / 100) * sorted.length) - 1))];
}

export const spread = (numbers) => ({ p50: percentile(numbers, 50), p99: percentile(numbers, 99), samples: numbers.length });

export const ms = (value) => (value < 10 ? `${value.toFixed(1)} ms` : value < 10_000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1)} s`);

export const kB = (bytes) => (bytes < 10_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`);

const NAME_WIDTH = 78;

/** Lines of `name  value`, aligned. */
export const table = (rows) => rows.map(([name, value]) => `${name.padEnd(NAME_WIDTH)}  ${value}`).join("\n");
