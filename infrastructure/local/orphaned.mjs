import { readFileSync } from 'node:fs';

const EVERY_MS = 500;

/**
 * Calls back once when one of the processes above this one has gone: npm, told to stop, ends without a word to what it
 * started, and a killed one cannot say any.
 * @param {number} generations how far up to look; beyond the parent only where there is /proc
 */
export function onOrphaned(generations, callback) {
  const before = ancestors(generations);
  const timer = setInterval(() => {
    if (ancestors(generations) === before) return;
    clearInterval(timer);
    callback();
  }, EVERY_MS);
  timer.unref();
}

/** How far up npm is: it starts its scripts through a shell, which may or may not stay between. */
export function upToNpm() {
  try {
    return readFileSync(`/proc/${process.ppid}/comm`, 'utf8').trim().endsWith('sh') ? 2 : 1;
  } catch {
    return 1; // no /proc here
  }
}

function ancestors(generations) {
  const pids = [process.ppid];
  while (pids.length < generations) pids.push(parentOf(pids.at(-1)));
  return pids.join(' ');
}

function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
  } catch {
    return '?'; // no /proc, or gone, which the number below it shows next time
  }
}
