import { quantile } from '../proof/report.mjs';

/**
 * Measures sides in turn: a warm-up each, then windows in which every side runs once, none always behind the same other, so
 * that a noisy neighbour meets them all.
 * @param {Record<string, { run: (milliseconds: number) => Promise<{ perSecond: number, latencies: number[] }> }>} sides
 * @param {{ windows: number, windowMs: number, warmUpMs: number }} plan
 * @returns {Promise<Record<string, { perSecond: number, latencies: number[] }>[]>} the windows
 */
export async function takeTurns(sides, { windows, windowMs, warmUpMs }) {
  if (process.env.BASE_URL !== undefined) process.stdout.write('BASE_URL is not asked: these figures need an anchor beside the product. A running deployment is measured by infrastructure/k6.\n');
  process.stdout.write(`${windows} windows of ${windowMs / 1000} s a side, in turn, after a warm-up\n`);
  for (const side of Object.values(sides)) await side.run(warmUpMs);
  const taken = [];
  const order = Object.keys(sides);
  for (let n = 0; n < windows; n++) {
    const window = {};
    for (const side of order) window[side] = await sides[side].run(windowMs);
    order.push(order.shift());
    taken.push(window);
    process.stdout.write(`  window ${n + 1}: ${Object.entries(window).map(([side, { perSecond }]) => `${side} ${perSecond.toFixed(0)}/s`).join(', ')}\n`);
  }
  return taken;
}

/** Median throughput of a side, and its latencies in milliseconds. */
export function figuresOf(windows, side) {
  const latencies = windows.flatMap((window) => window[side].latencies);
  return { perSecond: quantile(windows.map((window) => window[side].perSecond), 0.5), p50: quantile(latencies, 0.5), p95: quantile(latencies, 0.95), requests: latencies.length };
}

/** The median over all windows of one side's throughput over another's in the same window. */
export function ratioOf(windows, side, to) {
  return quantile(windows.map((window) => window[side].perSecond / window[to].perSecond), 0.5);
}

/** A row of the report that shows a side. */
export function rowOf(what, { perSecond, p50, p95 }, unit) {
  return { what, figure: `${perSecond.toFixed(0)} ${unit}/s, median ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms` };
}

/** Requests a second of every side in every window, for the record. */
export function perWindowOf(windows) {
  return windows.map((window) => Object.fromEntries(Object.entries(window).map(([side, { perSecond }]) => [side, perSecond])));
}
