import { setTimeout as delay } from 'node:timers/promises';

/** Unsent requests are given up this long after the last one was due. */
const GRACE_MS = 10_000;
const CLOCK = { now: () => performance.now(), wait: (ms) => delay(ms) };

/**
 * What became of an open loop. Latencies in milliseconds, from the moment a request was due, not from the moment it went out:
 * what a slow answer holds up is counted as slow too (no coordinated omission). Failed ones are not among them.
 * @typedef {{ offered: number, latencies: number[], failures: Error[], unsent: number, perSecond: number }} OpenLoop
 */

/**
 * Sends requests at a rate, however slowly they are answered, as people do who do not wait for each other: a Poisson process, or
 * an even beat. What finds all places in flight taken waits for one, and is counted from when it was due.
 * @param {object} plan
 * @param {number} plan.perSecond mean rate
 * @param {number} plan.seconds how long requests are due
 * @param {(serial: number) => Promise<unknown>} plan.send makes the request of a serial (0, 1, 2 ...); rejects when it fails, and ends
 *   by itself (a limit of time of its own)
 * @param {boolean} [plan.even] an even beat instead of a Poisson process
 * @param {number} [plan.seed] the same seed, the same moments
 * @param {number} [plan.inFlight] bound of requests under way
 * @param {{ now: () => number, wait: (ms: number) => Promise<void> }} [plan.clock] milliseconds
 * @returns {Promise<OpenLoop>} when every request that was sent has ended; perSecond: answered ones over the time it took
 */
export async function openLoop({ perSecond, seconds, send, even = false, seed = 1, inFlight = 256, clock = CLOCK }) {
  const due = even ? evenly(perSecond, seconds) : poisson(perSecond, seconds, seed);
  const loop = { offered: due.length, latencies: [], failures: [], unsent: 0 };
  const underWay = new Set();
  const start = clock.now();
  const one = async (serial) => {
    try {
      await send(serial);
      loop.latencies.push(clock.now() - start - due[serial]);
    } catch (error) {
      loop.failures.push(error);
    }
  };
  for (let serial = 0; serial < due.length; serial++) {
    const early = due[serial] - (clock.now() - start);
    if (early > 0) await clock.wait(early);
    while (underWay.size >= inFlight) await Promise.race(underWay);
    if (clock.now() - start > seconds * 1000 + GRACE_MS) {
      loop.unsent = due.length - serial;
      break;
    }
    const request = one(serial).finally(() => underWay.delete(request));
    underWay.add(request);
  }
  await Promise.all(underWay);
  return { ...loop, perSecond: (loop.latencies.length * 1000) / (clock.now() - start) };
}

function evenly(perSecond, seconds) {
  return Array.from({ length: Math.floor(perSecond * seconds) }, (_, n) => (n * 1000) / perSecond);
}

/** Moments with exponential gaps, in milliseconds. */
function poisson(perSecond, seconds, seed) {
  const random = randomOf(seed);
  const moments = [];
  for (let at = gap(); at < seconds * 1000; at += gap()) moments.push(at);
  return moments;

  function gap() {
    return (-Math.log(1 - random()) * 1000) / perSecond;
  }
}

/** Numbers from 0 to below 1, the same ones for the same seed (mulberry32). */
export function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
