import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { matchesGlob } from 'node:path';
import { ROOT } from '../../local/paths.mjs';

/** Files Docker would be sent: those git knows, less what .dockerignore keeps out. @returns {string[]} paths from the root */
export function context() {
  const rules = readFileSync(`${ROOT}/.dockerignore`, 'utf8').split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  const known = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).split('\n').filter(Boolean);
  return known.filter((path) => isSent(path, rules));
}

/** The last rule that matches a path, or a folder above it, decides. */
export function isSent(path, rules) {
  const parts = path.split('/');
  const folders = parts.map((_, i) => parts.slice(0, i + 1).join('/'));
  let sent = true;
  for (const rule of rules) {
    const taken = rule.startsWith('!');
    const pattern = taken ? rule.slice(1) : rule;
    if (folders.some((folder) => matchesGlob(folder, pattern))) sent = taken;
  }
  return sent;
}
