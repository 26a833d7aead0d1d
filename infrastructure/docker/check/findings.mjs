import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../local/paths.mjs';

export function say(line) {
  process.stdout.write(`${line}\n`);
}

/** Size of a folder, or of files of the repository. */
export function megabytes(what) {
  const bytes = Array.isArray(what)
    ? what.reduce((sum, path) => sum + (existsSync(join(ROOT, path)) ? statSync(join(ROOT, path)).size : 0), 0)
    : Number(execFileSync('du', ['-sb', what], { encoding: 'utf8' }).split('\t')[0]);
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** Installed packages that the lockfile marks as needed for development alone. */
export function developmentPackagesIn(image) {
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([path, entry]) => path.includes('node_modules/') && entry.dev === true && existsSync(join(image, path, 'package.json')))
    .map(([path]) => path);
}
