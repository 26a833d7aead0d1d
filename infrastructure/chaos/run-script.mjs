import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { inRoot } from '../local/paths.mjs';
import { ENVIRONMENT } from '../proof/product.mjs';

const WORDS_KEPT = 4_000;

/**
 * Runs a built command of the API to its end, on a product.
 * @param {string} script such as services/api/dist/backup.js
 * @param {string[]} args
 * @param {{ ownerUrl: string, dataDir: string }} product
 * @returns {Promise<{ ms: number, peakMB: number | undefined, words: string }>} peakMB: of its memory, where there is a /proc
 * @throws with its words when it fails
 */
export async function runScript(script, args, { ownerUrl, dataDir }) {
  const started = performance.now();
  const child = spawn(process.execPath, [inRoot(script), ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...ENVIRONMENT, DATABASE_URL: ownerUrl, DATA_DIR: dataDir } });
  let words = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (words = (words + text).slice(-WORDS_KEPT)));
  const ended = once(child, 'close');
  let [over, peakMB] = [false, undefined];
  void ended.then(() => (over = true));
  while (!over) {
    peakMB = peakOf(child.pid) ?? peakMB;
    await Promise.race([ended, delay(50)]);
  }
  const [code] = await ended;
  if (code !== 0) throw new Error(`${script} ended with ${code}: ${words}`);
  return { ms: performance.now() - started, peakMB, words };
}

function peakOf(pid) {
  try {
    const kB = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kB === undefined ? undefined : Number(kB) / 1024;
  } catch {
    return undefined; // ended, or no /proc here
  }
}
