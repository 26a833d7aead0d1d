import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What a browser fetches before it shows a page of the library: scripts and styles, compressed, in bytes. The editor comes on top when somebody opens a diagram. */
export const MOST_BYTES = 250 * 1024;

/**
 * Scripts and styles that the built page names, the largest first.
 * @param dist the folder of the built web application
 */
export function firstLoad(dist) {
  const page = readFileSync(join(dist, 'index.html'), 'utf8');
  const paths = [...page.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(([, path]) => path);
  return paths.map((path) => ({ path, bytes: gzipSync(readFileSync(join(dist, path))).length })).sort((a, b) => b.bytes - a.bytes);
}

/** What is wrong with a first load, with every part of it to look for what need not be there; null when it is small enough. */
export function tooLarge(parts, most = MOST_BYTES) {
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  const kib = (count) => `${(count / 1024).toFixed(1)} KiB`;
  if (bytes <= most) return null;
  return [`The first load is ${kib(bytes)} compressed, and ${kib(most)} is the most: fetch later what the first page does not show (web/src/ui/fetched-part.tsx).`, ...parts.map((part) => `${kib(part.bytes).padStart(10)}  ${part.path}`)].join('\n');
}
