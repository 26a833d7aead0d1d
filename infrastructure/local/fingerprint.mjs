import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { inRoot, ROOT } from './paths.mjs';

const SKIPPED = new Set(['node_modules', 'dist', 'generated', 'e2e', '.cache']);

/** A hash over the names and contents of files and folders of the repository. */
export function fingerprint(paths) {
  const hash = createHash('sha256');
  for (const path of paths) for (const file of filesBelow(inRoot(path))) hash.update(`${relative(ROOT, file)}\0`).update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** Does work unless it was done for the same sources before and its outputs are still there. */
export async function unlessDone({ sources, outputs, stamp }, work) {
  const wanted = fingerprint(sources);
  const path = inRoot(stamp);
  if (outputs.every((output) => existsSync(inRoot(output))) && existsSync(path) && readFileSync(path, 'utf8') === wanted) return;
  await work();
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, wanted);
}

function* filesBelow(path) {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) {
    yield path;
    return;
  }
  for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (SKIPPED.has(entry.name) || /\.(spec|test)\.tsx?$/.test(entry.name)) continue;
    if (entry.isDirectory()) yield* filesBelow(join(path, entry.name));
    else if (entry.isFile()) yield join(path, entry.name);
  }
}
