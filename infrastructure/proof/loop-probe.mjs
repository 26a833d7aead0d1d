// Preloaded into a process of the product (NODE_OPTIONS=--import): SIGUSR2 writes how late its event loop came since the last
// time to LOOP_PROBE_FILE, as {"p50","p99","max"} in milliseconds.
import { renameSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const RESOLUTION_MS = 10;

if (isMainThread) {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  // The histogram holds the time between two looks, so a loop that is never late still shows the resolution.
  const late = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
  process.on('SIGUSR2', () => {
    const file = process.env.LOOP_PROBE_FILE;
    writeFileSync(`${file}.new`, JSON.stringify({ p50: late(delays.percentile(50)), p99: late(delays.percentile(99)), max: late(delays.max) }));
    renameSync(`${file}.new`, file);
    delays.reset();
  });
}
