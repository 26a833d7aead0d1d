import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { REPOSITORY } from '../support/observability-files.js';

const PAGES = [
  ...readdirSync(REPOSITORY).filter((file) => file.endsWith('.md')),
  ...['docs', 'infrastructure'].flatMap((folder) => readdirSync(join(REPOSITORY, folder), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md')).map((file) => join(folder, file))),
];

describe('the pages of the repository', () => {
  it.each(PAGES)('%s links to what is there', (page) => {
    const text = readFileSync(join(REPOSITORY, page), 'utf8').replaceAll(/```[^]*?```/g, '');
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link).filter((link) => !/^(https?:|mailto:|#)/.test(link));
    expect(links.filter((link) => !existsSync(join(REPOSITORY, dirname(page), link.split('#')[0] ?? '')))).toEqual([]);
  });
});

/** Paths and commands the guides name in code marks. */
const NAMED = /`((?:services|infrastructure|prisma|docs|web)\/[\w./-]+\.(?:ts|mjs|md|yml|yaml|json|sql|conf|template|prisma))`/g;

describe('the guides', () => {
  const guides = PAGES.filter((page) => /^(docs\/(slo|operations|scaling|upgrading|runbooks\/)|SECURITY|CONTRIBUTING)/.test(page));

  it('name files that are there', () => {
    expect(guides.length).toBeGreaterThan(15);
    const named = guides.flatMap((page) => [...readFileSync(join(REPOSITORY, page), 'utf8').matchAll(NAMED)].map(([, path = '']) => ({ page, path })));
    expect(named.filter(({ path }) => !existsSync(join(REPOSITORY, path)))).toEqual([]);
  });

  it('name npm scripts that are there', () => {
    const { scripts } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
    const asked = guides.flatMap((page) => [...readFileSync(join(REPOSITORY, page), 'utf8').matchAll(/npm run ([\w:-]+)/g)].map(([, script = '']) => script));
    expect(asked.filter((script) => !(script in scripts))).toEqual([]);
  });

  it('name settings that are there', () => {
    const example = readFileSync(join(REPOSITORY, 'services/api/env.example'), 'utf8');
    const known = new Set([...example.matchAll(/^(?:# )?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name));
    const asked = guides.flatMap((page) => [...readFileSync(join(REPOSITORY, page), 'utf8').matchAll(/`((?:RATE_LIMIT|SIGN_IN|AUTH|DATABASE|REDIS|ELASTICSEARCH|OTEL|SENTRY|LOG|METRICS|SECRETS|SHUTDOWN|VAULT|CACHE|TRUST|ADMIN|BASE)_[A-Z0-9_]+)[=`]/g)].map(([, name]) => name));
    expect(asked.length).toBeGreaterThan(20);
    expect(asked.filter((name) => !known.has(name))).toEqual([]);
  });
});
