import { readdirSync, readFileSync } from 'node:fs';

/**
 * Memory of processes and of all they started, in MiB (2^20 bytes): the proportional set size, which counts what processes share, such as
 * PostgreSQL's buffers, once. Linux only: proc(5), smaps_rollup.
 * @param {number[]} pids
 */
export function memoryOf(pids) {
  return [...familyOf(pids)].reduce((sum, pid) => sum + proportional(pid), 0) / 1024;
}

/** The processes, their children, and theirs. */
function familyOf(pids) {
  const parents = new Map(readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((pid) => [Number(pid), parentOf(pid)]));
  const family = new Set(pids);
  let before;
  do {
    before = family.size;
    for (const [pid, parent] of parents) if (family.has(parent)) family.add(pid);
  } while (family.size > before);
  return family;
}

function parentOf(pid) {
  return Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1]);
}

function proportional(pid) {
  return Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // it ended meanwhile
  }
}
