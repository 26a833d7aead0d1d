import { describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from './cruise-imports.js';
import { faultsOfFile } from './house-rules.js';

const TEXT = /\.(ts|tsx|mjs|cjs|js|json|md|sql|prisma|yml|yaml|css|html|svg|sh|toml)$|^[^.]+$|\.npmrc$|^\.ci\/run$/;
/** The rules' own words and examples. */
const OWN = /^services\/api\/test\/architecture\/(house-rules|violations)/;

describe('the files of the repository', () => {
  it('keep the house rules', async () => {
    const { stdout } = await promisify(execFile)('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: ROOT, maxBuffer: 16 * 1024 * 1024 });
    const files = stdout.split('\0').filter((path) => TEXT.test(path) && !OWN.test(path));
    expect(files.length).toBeGreaterThan(100);
    const faults = await Promise.all(files.map(async (path) => faultsOfFile(path, await readFile(join(ROOT, path), 'utf8').catch(() => ''))));
    expect(faults.flat()).toEqual([]);
  });
});

describe('the house rules', () => {
  it.each([
    ['services/api/src/features/diagrams/save-helper.ts', ''],
    ['services/api/src/platform/base-repository.ts', ''],
    ['web/src/lib/dateUtils.ts', ''],
    ['web/src/lib/long.ts', 'x\n'.repeat(301)],
    ['services/api/src/features/diagrams/adapters/diagrams.controller.ts', '  if (found) return;\n'],
    ['infrastructure/local/run.mjs', "const home = '/home/me/bpmn';"],
    ['package-lock.json', '{ "resolved": "https://example.org/a.tgz" }'],
  ])('bite %s', (path, text) => {
    expect(faultsOfFile(path, text).length).toBeGreaterThan(0);
  });

  it.each([
    ['services/api/src/platform/database/database.ts', 'x\n'.repeat(300)],
    ['services/api/src/features/diagrams/adapters/diagrams.controller.ts', '  return this.save.execute(actor, input);\n'],
    ['web/src/lib/format-date.ts', "fetch('/api/me')"],
  ])('let %s pass', (path, text) => {
    expect(faultsOfFile(path, text)).toEqual([]);
  });
});
