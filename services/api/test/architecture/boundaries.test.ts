import { beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { cruiseImports, plantedRules, ROOT, ruleNames, sourceFiles, VIOLATIONS } from './cruise-imports.js';

const SOURCES = ['services/contracts/src', 'services/bpmn/src', 'services/api/src', 'web/src'];
type Cruise = Awaited<ReturnType<typeof cruiseImports>>;

describe('the product', () => {
  let cruise: Cruise;
  beforeAll(async () => {
    cruise = await cruiseImports(ROOT, SOURCES);
  }, 60_000);

  it('keeps the direction of imports', () => {
    const found = cruise.summary.violations.map((each) => `${each.rule.name}: ${each.from} -> ${each.to}`);
    expect(found).toEqual([]);
  });

  it.each(SOURCES)('is seen by the guard: every file of %s', async (folder) => {
    const files = (await sourceFiles(join(ROOT, folder))).map((file) => `${folder}/${file}`);
    const seen = new Set(cruise.modules.map((module) => module.source));
    expect(files.length).toBeGreaterThan(5);
    expect(files.filter((file) => !seen.has(file))).toEqual([]);
  });

  it('is followed by the guard: the files are seen to import', () => {
    const ours = cruise.modules.filter((module) => SOURCES.some((folder) => module.source.startsWith(folder)));
    const importing = ours.filter((module) => module.dependencies.length > 0);
    expect(ours.length).toBeGreaterThan(150);
    expect(importing.length / ours.length).toBeGreaterThan(0.7);
  });
});

describe('the boundary rules', () => {
  let cruise: Cruise;
  let planted: Map<string, string[]>;
  beforeAll(async () => {
    cruise = await cruiseImports(VIOLATIONS, ['services', 'web']);
    const files = await sourceFiles(VIOLATIONS);
    planted = new Map(await Promise.all(files.map(async (file) => [file, await plantedRules(file)] as const)));
  }, 60_000);

  it('each have a planted violation', () => {
    expect([...new Set([...planted.values()].flat())].sort()).toEqual(ruleNames().sort());
  });

  it('bite every planted violation, and nothing else', () => {
    const found = new Map([...planted.keys()].map((file) => [file, new Set<string>()]));
    for (const { from, rule } of cruise.summary.violations) found.get(from)?.add(rule.name);
    expect(Object.fromEntries([...found].map(([file, rules]) => [file, [...rules].sort()]))).toEqual(
      Object.fromEntries([...planted].map(([file, rules]) => [file, rules.toSorted()])),
    );
  });
});
