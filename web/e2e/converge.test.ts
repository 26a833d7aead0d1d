import { expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** About a minute; `npm run chaos -- converge` takes as many as one likes. */
const SEEDS = '100';
const LIMIT_MS = 600_000;
const SCRIPT = fileURLToPath(new URL('./support/converge.mjs', import.meta.url));

// In a process of its own: what builds the page is no module of the tests.
it('three editors of one document end with the same document, model, drawing and file', async () => {
  const diverged = await new Promise<string>((resolve) => execFile(process.execPath, [SCRIPT, SEEDS], { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => resolve(stdout.trim() === '' ? `${error?.message} ${stderr}` : stdout)));
  expect(JSON.parse(diverged)).toEqual([]);
}, LIMIT_MS);
