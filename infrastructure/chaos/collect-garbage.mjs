// Loaded into a process of the product before its own code (NODE_OPTIONS, with --expose-gc): on SIGUSR2 it collects its garbage and writes
// down what is left, so that memory that is merely not collected yet is not taken for a leak. See soak.mjs.
import { renameSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const folder = process.env.CHAOS_MEMORY_DIR;
if (isMainThread && folder !== undefined) {
  process.on('SIGUSR2', () => {
    globalThis.gc();
    const path = `${folder}/${process.pid}.json`;
    writeFileSync(`${path}.new`, JSON.stringify({ heapUsed: process.memoryUsage().heapUsed }));
    renameSync(`${path}.new`, path);
  });
}
