import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { pathOf } from './repository-files.js';

const run = promisify(execFile);
const ASK = `
  const { findNode24 } = await import(process.argv[1]);
  const { execFileSync } = await import('node:child_process');
  const found = findNode24();
  console.log(JSON.stringify({ found, itself: execFileSync(found, ['-p', 'process.execPath'], { encoding: 'utf8' }).trim() }));
`;
let clone: string;

beforeEach(async () => {
  clone = await mkdtemp(join(tmpdir(), 'bpmn-studio-launcher-'));
});
afterEach(() => rm(clone, { recursive: true, force: true }));

describe('the launcher', () => {
  it('knows the Node that was brought by the name it has for itself, also behind a link', async () => {
    await cp(pathOf('infrastructure/local'), join(clone, 'infrastructure/local'), { recursive: true });
    await mkdir(join(clone, 'node_modules'));
    await symlink(dirname(dirname(process.execPath)), join(clone, 'node_modules', `node-${process.platform}-${process.arch}`));
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', ASK, join(clone, 'infrastructure/local/node24.mjs')]);
    // Else it takes itself for another one, and starts itself anew for ever.
    const { found, itself } = JSON.parse(stdout) as { found: string; itself: string };
    expect(found).toBe(itself);
  });
});
