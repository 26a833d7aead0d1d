import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const ROOT = new URL('../../../../', import.meta.url);

export function pathOf(path: string): string {
  return fileURLToPath(new URL(path, ROOT));
}

export function textOf(path: string): string {
  return readFileSync(pathOf(path), 'utf8');
}

/** A YAML file, anchors and merge keys followed. */
export function yamlOf<T>(path: string): T {
  return parse(textOf(path), { merge: true }) as T;
}
