import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildWeb } from '../../../../infrastructure/local/build.mjs';
import { firstLoad, MOST_BYTES, tooLarge } from '../../../../infrastructure/local/test/first-load.mjs';
import { ROOT } from './cruise-imports.js';

const STYLES = join(ROOT, 'node_modules/@mantine/core/styles');
const CSS = /@mantine\/core\/styles\/(\w+)\.layer\.css/g;

describe('the first page', () => {
  it('is small enough for a slow line', async () => {
    await buildWeb();
    const parts = firstLoad(join(ROOT, 'web/dist'));
    expect(parts.map(({ path }) => path.slice(path.lastIndexOf('.')))).toEqual(expect.arrayContaining(['.js', '.css']));
    expect(tooLarge(parts)).toBeNull();
  }, 120_000);

  it('is told of with all its parts when it is not', () => {
    expect(tooLarge([{ path: 'assets/index.js', bytes: MOST_BYTES }])).toBeNull();
    expect(tooLarge([{ path: 'assets/index.js', bytes: MOST_BYTES }, { path: 'assets/index.css', bytes: 1024 }])).toMatch(/251\.0 KiB compressed[^]*250\.0 KiB  assets\/index\.js[^]*1\.0 KiB  assets\/index\.css/);
  });

  it('has the styles of every component, or the file that draws it brings them', async () => {
    const { stdout } = await promisify(execFile)('git', ['grep', '-l', "from '@mantine/core'", '--', 'web/src'], { cwd: ROOT });
    const everywhere = stylesIn(await readFile(join(ROOT, 'web/src/ui/mantine.css'), 'utf8'));
    const missing = await Promise.all(
      stdout.trim().split('\n').map(async (path) => {
        const text = await readFile(join(ROOT, path), 'utf8');
        const own = stylesIn(text);
        return componentsIn(text).filter((name) => existsSync(join(STYLES, `${name}.layer.css`)) && !everywhere.has(name) && !own.has(name)).map((name) => `${path}: import '@mantine/core/styles/${name}.layer.css' here`);
      }),
    );
    expect(missing.flat()).toEqual([]);
  });
});

function stylesIn(text: string): ReadonlySet<string | undefined> {
  return new Set(Array.from(text.matchAll(CSS), ([, name]) => name));
}

function componentsIn(text: string): string[] {
  const names = /import \{([^}]*)\} from '@mantine\/core';/.exec(text)?.[1] ?? '';
  return names.split(',').map((name) => name.trim()).filter((name) => /^[A-Z]/.test(name));
}
