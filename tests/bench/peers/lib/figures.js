// Medians and tables.

import { percentile } from "../../lib/figures.js";

export const median = (numbers) => percentile(numbers, 50);

/** The median of each part over the runs; parts that a contender lacks are left out. */
export function medians(runs) {
  const parts = new Set(runs.flatMap((run) => Object.keys(run)));
  const middle = (part) => median(runs.map((run) => run[part]).filter((value) => value !== undefined));
  return Object.fromEntries([...parts].map((part) => [part, middle(part)]));
}

const SCALE = { KiB: 1024, MiB: 1024 * 1024 };

/** A value as the tables print it. */
export function worded(value, unit) {
  if (value === undefined || Number.isNaN(value)) return "–";
  const scaled = value / (SCALE[unit] ?? 1);
  return scaled >= 100 ? String(Math.round(scaled)) : scaled.toFixed(scaled >= 10 ? 1 : 2).replace(/\.00$/, "");
}

/** Rows of cells, aligned. */
export function columns(rows) {
  const widths = rows[0].map((_, at) => Math.max(...rows.map((row) => (row[at] ?? "").length)));
  const line = (row) => row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : (cell ?? "").padStart(widths[at]))).join("  ");
  return rows.map(line).join("\n");
}
