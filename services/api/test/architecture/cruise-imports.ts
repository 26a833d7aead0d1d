import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
export const VIOLATIONS = fileURLToPath(new URL('./violations/', import.meta.url));
const run = promisify(execFile);
const require = createRequire(import.meta.url);

interface Cruise {
  readonly modules: readonly { readonly source: string; readonly dependencies: readonly { readonly resolved: string }[] }[];
  readonly summary: { readonly violations: readonly { readonly from: string; readonly to: string; readonly rule: { readonly name: string } }[] };
}

/** The names of all boundary rules. */
export function ruleNames(): string[] {
  const config = require(join(ROOT, '.dependency-cruiser.cjs')) as { forbidden: { name: string }[] };
  return config.forbidden.map((rule) => rule.name);
}

/**
 * Follows the imports of the given folders and judges them by the boundary rules, as `depcruise` does.
 * @param folder the folder that stands for the repository's root: paths and rules are relative to it
 */
export async function cruiseImports(folder: string, sources: readonly string[]): Promise<Cruise> {
  const cruiser = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const options = ['--config', join(ROOT, '.dependency-cruiser.cjs'), '--ts-config', join(ROOT, 'tsconfig.test.json'), '--output-type', 'json'];
  // With JSON as its output the cruiser leaves with 0 whatever it found: the verdict is read from the summary.
  const { stdout } = await run(process.execPath, [cruiser, ...options, ...sources], { cwd: folder, maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(stdout) as Cruise;
}

/** Source files below a folder, relative to it; what is built, generated or a spec is left out. */
export async function sourceFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((path) => !/(^|\/)(node_modules|dist|generated)\//.test(path) && !/\.(spec|d)\.tsx?$/.test(path))
    .sort();
}

/** The rules a planted file says it breaks, in its first lines. */
export async function plantedRules(path: string): Promise<string[]> {
  const text = await readFile(join(VIOLATIONS, path), 'utf8');
  return [...text.matchAll(/^\/\/ violates: (\S+)$/gm)].map((match) => match[1] as string);
}
